# A toolchain file for the builds that need clang (libFuzzer): the newest that is installed, whatever its name here.
find_program(CMAKE_CXX_COMPILER NAMES clang++-19 clang++-18 clang++-17 clang++-16 clang++-15 clang++-14 clang++ REQUIRED)
string(REPLACE "clang++" "clang" CMAKE_C_COMPILER "${CMAKE_CXX_COMPILER}")
