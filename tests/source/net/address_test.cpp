#include "source/net/address.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <vector>

namespace histor::net {
namespace {

bool refused(std::string_view text) {
  const auto address = ip_from_text(text);
  EXPECT_TRUE(address.has_value()) << text;
  return address && refused_as(*address).has_value();
}

TEST(Address, RefusesWhatIsNotOfThePublicNetwork) {
  for (const char* text : {
           "0.0.0.0",
           "0.1.2.3",
           "10.0.0.1",
           "10.255.255.255",
           "100.64.0.1",
           "100.127.255.255",
           "127.0.0.1",
           "127.255.255.254",
           "169.254.169.254",
           "172.16.0.1",
           "172.31.255.255",
           "192.0.0.8",
           "192.0.2.1",
           "192.88.99.1",
           "192.168.0.1",
           "198.18.0.1",
           "198.19.255.255",
           "198.51.100.7",
           "203.0.113.9",
           "224.0.0.1",
           "239.255.255.255",
           "240.0.0.1",
           "255.255.255.255",
           "::",
           "::1",
           "::ffff:10.0.0.1",
           "::ffff:8.8.8.8",
           "::127.0.0.1",
           "::8.8.8.8",
           "64:ff9b::7f00:1",
           "64:ff9b::808:808",
           "64:ff9b:1::1",
           "100::1",
           "2001::1",
           "2001:0:5ef5:79fd::1",
           "2001:db8::1",
           "2001:2::1",
           "2001:10::1",
           "2001:20::1",
           "2002:7f00:1::",
           "2002:808:808::1",
           "3fff::1",
           "3ffe::1",
           "fc00::1",
           "fd12:3456::1",
           "fe80::1",
           "fe80::1%eth0",
           "fec0::1",
           "ff02::1",
           "4000::1",
           "5f00::1",
           "8000::1",
           "[::1]",
       }) {
    EXPECT_TRUE(refused(text)) << text;
  }
}

TEST(Address, LetsThePublicNetworkThrough) {
  for (const char* text : {"1.1.1.1",
                           "8.8.8.8",
                           "9.255.255.255",
                           "11.0.0.1",
                           "100.63.255.255",
                           "100.128.0.1",
                           "126.255.255.255",
                           "128.0.0.1",
                           "169.253.255.255",
                           "172.15.255.255",
                           "172.32.0.1",
                           "192.0.1.1",
                           "192.167.255.255",
                           "192.169.0.1",
                           "198.17.255.255",
                           "198.20.0.1",
                           "223.255.255.255",
                           "2001:200::1",
                           "2001:4860:4860::8888",
                           "2606:4700::1111",
                           "2a00:1450:4001::1",
                           "2003::1",
                           "3ffd::1"}) {
    EXPECT_FALSE(refused(text)) << text;
  }
}

TEST(Address, ReadsWhatTheResolverWouldRead) {
  for (const char* text : {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0x7f000001", "127.0.0.1."}) {
    const auto address = ip_from_text(text);
    ASSERT_TRUE(address.has_value()) << text;
    EXPECT_EQ(to_string(*address), "127.0.0.1") << text;
  }
  for (const char* text :
       {"", "example.org", "dead.beef", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 x", "[::1", "::g", "x", "cafe"}) {
    EXPECT_FALSE(ip_from_text(text).has_value()) << text;
  }
}

// The same question asked the slow and plain way, of IPv4 addresses as numbers.
bool refused_by_the_table(std::uint32_t a) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  static const std::vector<Range> ranges{{0x00000000, 0x00ffffff}, {0x0a000000, 0x0affffff}, {0x64400000, 0x647fffff},
                                         {0x7f000000, 0x7fffffff}, {0xa9fe0000, 0xa9feffff}, {0xac100000, 0xac1fffff},
                                         {0xc0000000, 0xc00000ff}, {0xc0000200, 0xc00002ff}, {0xc0586300, 0xc05863ff},
                                         {0xc0a80000, 0xc0a8ffff}, {0xc6120000, 0xc613ffff}, {0xc6336400, 0xc63364ff},
                                         {0xcb007100, 0xcb0071ff}, {0xe0000000, 0xffffffff}};
  for (const Range& range : ranges) {
    if (a >= range.first && a <= range.last) return true;
  }
  return false;
}

IpAddress from_number(std::uint32_t a) {
  return ipv4({static_cast<std::uint8_t>(a >> 24U), static_cast<std::uint8_t>(a >> 16U),
               static_cast<std::uint8_t>(a >> 8U), static_cast<std::uint8_t>(a)});
}

RC_GTEST_PROP(Address, AgreesWithThePlainTable, (std::uint32_t any)) {
  RC_ASSERT(refused_as(from_number(any)).has_value() == refused_by_the_table(any));
}

RC_GTEST_PROP(Address, AgreesWithThePlainTableAtTheBorders, ()) {
  const auto edge = *rc::gen::element<std::uint32_t>(
      0x00ffffff, 0x0a000000, 0x0affffff, 0x64400000, 0x647fffff, 0x7f000000, 0x7fffffff, 0xa9fe0000, 0xa9feffff,
      0xac100000, 0xac1fffff, 0xc0000000, 0xc00000ff, 0xc0000200, 0xc00002ff, 0xc0586300, 0xc05863ff, 0xc0a80000,
      0xc0a8ffff, 0xc6120000, 0xc613ffff, 0xc6336400, 0xc63364ff, 0xcb007100, 0xcb0071ff, 0xe0000000);
  const auto step = *rc::gen::inRange(-2, 3);
  const std::uint32_t number = edge + static_cast<std::uint32_t>(step);
  RC_ASSERT(refused_as(from_number(number)).has_value() == refused_by_the_table(number));
}

RC_GTEST_PROP(Address, AnIpv4AddressIsRefusedInEveryIpv6Dress, (std::uint32_t any)) {
  const IpAddress inner = from_number(any);
  const auto dressed = [&](std::string_view prefix, std::size_t at) {
    IpAddress out = *ip_from_text(prefix);
    for (std::size_t i = 0; i < 4; ++i) out.bytes[at + i] = inner.bytes[i];
    return refused_as(out).has_value();
  };
  RC_ASSERT(dressed("::ffff:0:0", 12));
  RC_ASSERT(dressed("::", 12));
  RC_ASSERT(dressed("64:ff9b::", 12));
  RC_ASSERT(dressed("2002::", 2));
}

RC_GTEST_PROP(Address, OnlyGlobalUnicastIsLetThrough, ()) {
  IpAddress address;
  address.is_v6 = true;
  for (auto& byte : address.bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
  if (!refused_as(address)) RC_ASSERT((address.bytes[0] & 0xe0U) == 0x20U);
}

RC_GTEST_PROP(Address, ItsTextReadsBack, ()) {
  IpAddress address;
  address.is_v6 = *rc::gen::arbitrary<bool>();
  for (std::size_t i = 0; i < (address.is_v6 ? 16U : 4U); ++i) address.bytes[i] = *rc::gen::arbitrary<std::uint8_t>();
  const auto back = ip_from_text(to_string(address));
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == address);
}

TEST(Address, AllowsAHostByNameAndPort) {
  const std::vector<AllowedHost> allowed{*allowed_host_from("LocalHost:8080"), *allowed_host_from("192.168.1.5"),
                                         *allowed_host_from("[fd00::1]:80"), *allowed_host_from("fd00::2")};
  EXPECT_TRUE(is_allowed(allowed, "localhost", 8080));
  EXPECT_TRUE(is_allowed(allowed, "localhost.", 8080));
  EXPECT_FALSE(is_allowed(allowed, "localhost", 80));
  EXPECT_TRUE(is_allowed(allowed, "192.168.1.5", 1));
  EXPECT_FALSE(is_allowed(allowed, "192.168.1.50", 1));
  EXPECT_TRUE(is_allowed(allowed, "[fd00::1]", 80));
  EXPECT_FALSE(is_allowed(allowed, "[fd00::1]", 81));
  EXPECT_TRUE(is_allowed(allowed, "[fd00::2]", 81));
  EXPECT_FALSE(is_allowed(allowed, "127.0.0.1", 8080)) << "the allowance is for the name";
  for (const char* text : {"", ":80", "host:", "host:0", "host:65536", "host:x", "http://host", "a b", "u@host"}) {
    EXPECT_FALSE(allowed_host_from(text).has_value()) << text;
  }
}

TEST(Address, KnowsNamesOfThePrivateNetwork) {
  for (const char* name :
       {"localhost", "LOCALHOST.", "a.localhost", "printer", "nas.local", "db.internal", "router.home.arpa"}) {
    EXPECT_TRUE(is_private_name(name)) << name;
  }
  for (const char* name : {"example.org", "local.example.org", "notlocal.org", "xlocal.example"}) {
    EXPECT_FALSE(is_private_name(name)) << name;
  }
}

}  // namespace
}  // namespace histor::net
