# histor_library(FOLDER SOURCES ... [USES ...] [LINKS ...])
#   One static library for src/FOLDER. Each of its headers is also compiled alone, so that none leans on its includer.
#   USES names folders above it; LINKS names packages.
function(histor_library folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LINKS" ${ARGN})
  add_library(histor_${folder} STATIC ${ARG_SOURCES})
  target_include_directories(histor_${folder} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  foreach(above IN LISTS ARG_USES)
    target_link_libraries(histor_${folder} PUBLIC histor_${above})
  endforeach()
  target_link_libraries(histor_${folder} PUBLIC ${ARG_LINKS} PRIVATE histor_flags)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  set(alone)
  foreach(header IN LISTS headers)
    file(RELATIVE_PATH name ${CMAKE_CURRENT_SOURCE_DIR} ${header})
    string(REGEX REPLACE "[/.]" "_" name ${name})
    set(unit ${CMAKE_CURRENT_BINARY_DIR}/alone/${name}.cpp)
    file(GENERATE OUTPUT ${unit} CONTENT "#include \"${header}\"\n")
    list(APPEND alone ${unit})
  endforeach()
  if(alone AND HISTOR_TESTS AND NOT HISTOR_SANITIZE)
    add_library(histor_${folder}_headers OBJECT ${alone})
    target_link_libraries(histor_${folder}_headers PRIVATE histor_${folder} histor_flags)
  endif()
endfunction()

# histor_embed(TARGET NAME FILE): FILE's bytes as a read-only section of TARGET, reached as
#   extern "C" const unsigned char histor_data_NAME[], histor_data_NAME_end[];
#   mapped by the loader, so that a large table costs nothing until it is touched.
function(histor_embed target name file)
  set(unit ${CMAKE_CURRENT_BINARY_DIR}/embed_${name}.S)
  file(GENERATE OUTPUT ${unit} CONTENT
".section .rodata\n.balign 64\n.global histor_data_${name}\n.global histor_data_${name}_end\nhistor_data_${name}:\n.incbin \"${file}\"\nhistor_data_${name}_end:\n.byte 0\n.section .note.GNU-stack,\"\",%progbits\n")
  target_sources(${target} PRIVATE ${unit})
  set_source_files_properties(${unit} PROPERTIES OBJECT_DEPENDS ${file})
endfunction()

# histor_test(FOLDER SOURCES ... [LINKS ...]): tests/FOLDER mirrors src/FOLDER; one binary a folder.
function(histor_test folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${folder}_test ${ARG_SOURCES})
  target_link_libraries(${folder}_test PRIVATE histor_${folder} ${ARG_LINKS} histor_flags GTest::gtest_main GTest::gmock rapidcheck
    rapidcheck_gtest)
  target_compile_definitions(${folder}_test PRIVATE HISTOR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gtest_discover_tests(${folder}_test DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()
