// What must be found, what must not, and what a fault in the file is told as. The cases are made up for the test; the
// names in them are those of the actor files.

#include "lexicon/actors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <toml++/toml.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "text/tokens.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::optional<Day> day(std::string_view iso) {
  return iso.empty() ? std::nullopt : day_from(iso);
}

/// "words=id" for each mention, with the marks a (adjective), g (generic), p (place), n (person) after a slash.
std::vector<std::string> found(std::string_view text, std::string_view date = {},
                               const Actors& actors = Actors::builtin()) {
  const std::vector<Token> tokens = tokenize(text);
  std::vector<std::string> out;
  for (const ActorMention& mention : find_actors(text, tokens, actors, day(date))) {
    std::string line = std::string(slice(text, mention.span)) + "=" + actors[mention.actor].id;
    std::string marks;
    if (mention.adjective) marks += 'a';
    if (mention.generic) marks += 'g';
    if (mention.place) marks += 'p';
    if (mention.person) marks += 'n';
    out.push_back(marks.empty() ? line : line + "/" + marks);
  }
  return out;
}

Result<Actors> read(std::string_view toml) {
  const ActorFile file{"test.toml", toml};
  return Actors::from_toml(std::span(&file, 1));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::filesystem::path> actor_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(HISTOR_SOURCE_DIR) / "actors")) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// ------------------------------------------------------------------------------------------------------------ the
// files

TEST(ActorFiles, HaveNoFault) {
  std::vector<std::string> names;
  std::vector<std::string> texts;
  for (const auto& path : actor_files()) {
    names.push_back("actors/" + path.filename().string());
    texts.push_back(read_file(path));
  }
  ASSERT_GE(names.size(), 10U);
  std::vector<ActorFile> files;
  for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], texts[i]});
  const Result<Actors> actors = Actors::from_toml(files);
  ASSERT_TRUE(actors) << actors.error().where << ": " << actors.error().what << " " << actors.error().hint;
  EXPECT_EQ(actors->size(), Actors::builtin().size());
}

// Every name of the files leads to an actor that bears it, so that no name is shadowed by another or folded to nothing.
TEST(ActorFiles, EveryNameIsFound) {
  std::map<std::string, std::set<std::string>> bearers;
  std::set<std::string> with_dates;
  for (const auto& path : actor_files()) {
    const toml::table table = toml::parse_file(path.string());
    for (const std::string_view kind : {"actor", "person"}) {
      const toml::array* records = table[kind].as_array();
      if (records == nullptr) continue;
      for (const toml::node& node : *records) {
        const toml::table& record = *node.as_table();
        const std::string id = record[kind == "actor" ? "id" : "for"].value_or<std::string>("");
        const auto add = [&](const toml::node& name) {
          if (const auto word = name.value<std::string>()) {
            bearers[*word].insert(id);
          } else {
            with_dates.insert((*name.as_table())["name"].value_or<std::string>(""));
          }
        };
        if (const toml::array* aliases = record["aliases"].as_array()) {
          for (const toml::node& alias : *aliases) add(alias);
        }
        add(*record.get("name"));
      }
    }
  }
  ASSERT_GT(bearers.size(), 1000U);
  const Actors& actors = Actors::builtin();
  std::vector<std::string> lost;
  for (const auto& [name, ids] : bearers) {
    if (with_dates.contains(name) || name.find_first_of("(,&") != std::string::npos) continue;  // for a page only
    const std::string text = "Yesterday " + name + " said so .";
    bool seen = false;
    for (const ActorMention& mention : find_actors(text, tokenize(text), actors)) {
      seen = seen || ids.contains(actors[mention.actor].id);
    }
    if (!seen) lost.push_back(name);
  }
  EXPECT_THAT(lost, IsEmpty());
}

TEST(ActorFiles, IdsAreSlugsAndParentsExist) {
  const Actors& actors = Actors::builtin();
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    const ActorRecord& record = actors[i];
    EXPECT_THAT(record.id, ::testing::MatchesRegex("[a-z0-9]+(-[a-z0-9]+)*"));
    EXPECT_FALSE(record.name.empty()) << record.id;
    EXPECT_EQ(actors.find_by_id(record.id), i);
    if (record.parent) {
      EXPECT_LT(*record.parent, actors.size());
    }
  }
  EXPECT_FALSE(actors.find_by_id("no-such-actor"));
}

// --------------------------------------------------------------------------------------------------------------
// finding

TEST(FindActors, NamesWhateverTheirArticleHyphenAndAccents) {
  EXPECT_THAT(found("al-Nusra Front took it"), ElementsAre("al-Nusra Front=nusra-front"));
  EXPECT_THAT(found("Al Nusra Front took it"), ElementsAre("Al Nusra Front=nusra-front"));
  EXPECT_THAT(found("the Nusra Front took it"), ElementsAre("Nusra Front=nusra-front"));
  EXPECT_THAT(found("Jabhat an-Nusra took it"), ElementsAre("Jabhat an-Nusra=nusra-front"));
  EXPECT_THAT(found("Hay’at Tahrir ash-Sham took it"), ElementsAre("Hay’at Tahrir ash-Sham=hts"));
  EXPECT_THAT(found("Hayat Tahrir el Sham took it"), ElementsAre("Hayat Tahrir el Sham=hts"));
  EXPECT_THAT(found("Medecins Sans Frontieres and Médecins Sans Frontières"),
              ElementsAre("Medecins Sans Frontieres=msf", "Médecins Sans Frontières=msf"));
  EXPECT_THAT(found("Da’esh and Daesh"), ElementsAre("Da’esh=islamic-state", "Daesh=islamic-state"));
  EXPECT_THAT(found("Syrian Civil Defense and Syrian Civil Defence"),
              ElementsAre("Syrian Civil Defense=white-helmets", "Syrian Civil Defence=white-helmets"));
}

TEST(FindActors, LongNamesInAnyCaseShortOnesWithTheirCapital) {
  EXPECT_THAT(found("the white helmets counted"), ElementsAre("white helmets=white-helmets"));
  EXPECT_THAT(found("WHITE HELMETS COUNT"), ElementsAre("WHITE HELMETS=white-helmets"));
  EXPECT_THAT(found("HEZBOLLAH COUNTS"), ElementsAre("HEZBOLLAH=hezbollah"));
  EXPECT_THAT(found("they want amnesty"), IsEmpty());
  EXPECT_THAT(found("a swiss polish"), IsEmpty());
}

TEST(FindActors, AcronymsAreNotWords) {
  EXPECT_THAT(found("this is what he told us; who said un"), IsEmpty());
  EXPECT_THAT(found("IS claimed it and the UN counted"), ElementsAre("IS=islamic-state", "UN=un"));
  EXPECT_THAT(found("the U.N. counted"), ElementsAre("U.N.=un"));
  EXPECT_THAT(found("THIS IS WHAT THEY TOLD US AND WHO DIED"), IsEmpty());
  EXPECT_THAT(found("THE MAN WHO, ON 12 MAY, IS TO GO. THE DEAD: 3"), IsEmpty());
  EXPECT_THAT(found("the WHO and IS"), ElementsAre("WHO=who", "IS=islamic-state"));
  EXPECT_THAT(found("Unicef and Isis"), ElementsAre("Unicef=unicef", "Isis=islamic-state"));
}

TEST(FindActors, PossessivesAndThoseThatLostTheirApostrophe) {
  EXPECT_THAT(found("the White Helmets' toll"), ElementsAre("White Helmets=white-helmets"));
  EXPECT_THAT(found("the White Helmets’ toll"), ElementsAre("White Helmets=white-helmets"));
  EXPECT_THAT(found("Hezbollah's men, ISIL’s men"), ElementsAre("Hezbollah=hezbollah", "ISIL=islamic-state"));
  EXPECT_THAT(found("Turkeys health ministry"), ElementsAre("Turkeys health ministry=turkey-health-ministry"));
  EXPECT_THAT(found("Peoples Protection Units"), ElementsAre("Peoples Protection Units=ypg"));
  EXPECT_THAT(found("one of ISs positions"), ElementsAre("IS=islamic-state"));
  EXPECT_THAT(found("five Russians died"), IsEmpty());
}

TEST(FindActors, StatesByNameAdjectiveAndCapital) {
  EXPECT_THAT(found("Russian air strikes"), ElementsAre("Russian=russia/a"));
  EXPECT_THAT(found("Russian and Syrian warplanes"),
              ElementsAre("Russian=russia/a", "Syrian=syria-government/a", "warplanes=aircraft/g"));
  EXPECT_THAT(found("US strikes hit it, the US said"), ElementsAre("US=us/a", "US=us/p"));
  EXPECT_THAT(found("strikes by Israel"), ElementsAre("Israel=israel/p"));
  EXPECT_THAT(found("Moscow denied it"), ElementsAre("Moscow=russia/p"));
  EXPECT_THAT(found("the Moscow metro"), IsEmpty());
  EXPECT_THAT(found("in Moscow said"), IsEmpty());
  EXPECT_THAT(found("people died in Syria and across northern Iraq"), IsEmpty());
  EXPECT_THAT(found("Abu Jandal al-Kuwaiti"), IsEmpty());
}

TEST(FindActors, CompoundsAreWholeOrNothing) {
  EXPECT_THAT(found("a Russian-Syrian raid"), ElementsAre("Russian=russia/a", "Syrian=syria-government/a"));
  EXPECT_THAT(found("Russian-backed men, anti-IS talks, Hezbollah-linked men"), IsEmpty());
  EXPECT_THAT(found("rebel-held areas"), IsEmpty());
  EXPECT_THAT(found("the Saudi-led coalition"), ElementsAre("Saudi-led coalition=saudi-coalition"));
  EXPECT_THAT(found("U.S.-led coalition"), ElementsAre("U.S.-led coalition=international-coalition"));
  EXPECT_THAT(found("pro-Turkey factions"), ElementsAre("pro-Turkey factions=pro-turkey-factions"));
}

TEST(FindActors, MinistriesOfAnyCountry) {
  EXPECT_THAT(found("Norway's health ministry"), ElementsAre("Norway's health ministry=norway-health-ministry"));
  EXPECT_THAT(found("the Kenyan interior ministry"), ElementsAre("Kenyan interior ministry=kenya-interior-ministry"));
  EXPECT_THAT(found("the ministry of health in Gaza"), ElementsAre("ministry of health in Gaza=gaza-health-ministry"));
  EXPECT_THAT(found("the Hamas-run health ministry"), ElementsAre("Hamas-run health ministry=gaza-health-ministry"));
  EXPECT_THAT(found("South Sudan's army"), ElementsAre("South Sudan's army=south-sudan-military"));
  EXPECT_THAT(found("the Russian Defense Ministry"), ElementsAre("Russian Defense Ministry=russia-defense-ministry"));
  EXPECT_THAT(found("the US Defense Department"), ElementsAre("US Defense Department=us-dod"));
}

TEST(FindActors, PersonsLeadToTheirBody) {
  EXPECT_THAT(found("Rami Abdel Rahman told"), ElementsAre("Rami Abdel Rahman=sohr/n"));
  EXPECT_THAT(found("Dmitry Peskov told"), ElementsAre("Dmitry Peskov=kremlin/n"));
  EXPECT_THAT(found("Abbas Araqchi, Abbas Araghchi"),
              ElementsAre("Abbas Araqchi=iran-foreign-ministry/n", "Abbas Araghchi=iran-foreign-ministry/n"));
  EXPECT_THAT(found("Vladimir Putin told"), ElementsAre("Vladimir Putin=putin/n"));
}

TEST(FindActors, ShortNamesNeedTheFullOneSomewhere) {
  EXPECT_THAT(found("The Observatory said so. It is the Syrian Observatory for Human Rights."),
              ElementsAre("Observatory=sohr", "Syrian Observatory for Human Rights=sohr"));
  EXPECT_THAT(found("The Observatory saw a comet."), IsEmpty());
  EXPECT_THAT(found("Peter Cook spoke. Cook said so."), ElementsAre("Peter Cook=us-dod/n", "Cook=us-dod/n"));
  EXPECT_THAT(found("The cook said so. Cook said so."), IsEmpty());
  // Two bodies with one short name: the one named last before it.
  EXPECT_THAT(found("The Syrian National Coalition met. The Coalition said so. The Saudi-led coalition struck. The "
                    "Coalition said so."),
              ElementsAre("Syrian National Coalition=syrian-national-coalition", "Coalition=syrian-national-coalition",
                          "Saudi-led coalition=saudi-coalition", "Coalition=saudi-coalition"));
}

TEST(FindActors, Generics) {
  EXPECT_THAT(found("Witnesses said so"), ElementsAre("Witnesses=witnesses/g"));
  EXPECT_THAT(found("a military source, police and rescue workers"),
              ElementsAre("military source=army/g", "police=police/g", "rescue workers=rescue-workers/g"));
  EXPECT_THAT(found("opposition websites and local media"),
              ElementsAre("opposition websites=opposition-websites/g", "local media=local-media/g"));
  EXPECT_THAT(found("the sheriff's deputies"), ElementsAre("sheriff's deputies=sheriff/g"));
}

TEST(FindActors, InstitutionsWithTheirProperName) {
  EXPECT_THAT(found("a source at the Hasaka Police Command said"),
              ElementsAre("source=sources/g", "Hasaka Police Command=police/g"));
  EXPECT_THAT(found("as the Mesa County Coroner's Office told us"),
              ElementsAre("Mesa County Coroner's Office=coroner/g"));
  // In a line where every word has its capital, capitals make no name.
  EXPECT_THAT(found("Three Injured Near Market Police Said Today"), ElementsAre("Police=police/g"));
  EXPECT_THAT(found("a man shot by Police in town"), ElementsAre("Police=police/g"));
}

TEST(FindActors, PostsAndTags) {
  EXPECT_THAT(found("— The White Helmets (@SyriaCivilDef) #WhiteHelmets #UNICEF"),
              ElementsAre("White Helmets=white-helmets", "@SyriaCivilDef=white-helmets", "#WhiteHelmets=white-helmets",
                          "UNICEF=unicef"));
  EXPECT_THAT(found("the group wrote on X"), ElementsAre("X=x"));
  EXPECT_THAT(found("Malcolm X spoke"), IsEmpty());
}

TEST(FindActors, NamesDoNotCrossBreaks) {
  EXPECT_THAT(found("the White. Helmets"), IsEmpty());
  EXPECT_THAT(found("the White\n\nHelmets"), IsEmpty());
  EXPECT_THAT(found("the White\nHelmets"), ElementsAre("White\nHelmets=white-helmets"));
}

TEST(FindActors, TheDateTellsWhoBearsTheName) {
  EXPECT_THAT(found("the Syrian government", "2016-01-01"), ElementsAre("Syrian government=syria-government"));
  EXPECT_THAT(found("the Syrian government", "2025-03-01"), ElementsAre("Syrian government=syria-interim-government"));
  EXPECT_THAT(found("Syrian air strikes", "2025-03-01"), ElementsAre("Syrian=syria-interim-government/a"));
  EXPECT_THAT(found("the Taliban government", "2020-01-01"), ElementsAre("Taliban=taliban", "government=government/g"));
  EXPECT_THAT(found("the Taliban government", "2022-01-01"), ElementsAre("Taliban government=taliban"));
}

constexpr std::string_view two_bearers = R"(
[[actor]]
id = "old-league"
name = "Old League"
aliases = [{name = "League", to = 1999}]
kind = "rebel"
[[actor]]
id = "new-league"
name = "New League"
aliases = [{name = "League", from = "2000-01", to = 2009}]
kind = "rebel"
)";

TEST(FindActors, AnEndIsSoftAndABeginningIsNot) {
  const Actors actors = read(two_bearers).value();
  EXPECT_THAT(found("League", "1999-12-31", actors), ElementsAre("League=old-league"));
  EXPECT_THAT(found("League", "2000-01-01", actors), ElementsAre("League=new-league"));
  EXPECT_THAT(found("League", "2009-12-31", actors), ElementsAre("League=new-league"));
  EXPECT_THAT(found("League", "2015-01-01", actors), SizeIs(1));
  EXPECT_THAT(found("League", "", actors), ElementsAre("League=old-league"));
  const Actors late =
      read("[[actor]]\nid = \"a\"\nname = \"Alpha\"\naliases = [{name = \"Beta\", from = 2000}]\nkind = \"ngo\"\n")
          .value();
  EXPECT_THAT(found("Beta", "1999-01-01", late), IsEmpty());
}

// ------------------------------------------------------------------------------------------------- what actors are to
// others

std::uint32_t id(std::string_view slug) {
  const auto index = Actors::builtin().find_by_id(slug);
  EXPECT_TRUE(index) << slug;
  return index.value_or(0);
}

TEST(ActorRelations, RolesAndGenerics) {
  const Actors& actors = Actors::builtin();
  const auto in = [&](std::string_view generic, std::string_view country, std::string_view date = {}) {
    return actors[actors.resolve(id(generic), country, day(date))].id;
  };
  EXPECT_EQ(in("army", "SY"), "syria-military");
  EXPECT_EQ(in("army", "RU"), "russia-military");
  EXPECT_EQ(in("government-forces", "SY", "2016-01-01"), "syria-military");
  EXPECT_EQ(in("coalition", "YE"), "saudi-coalition");
  EXPECT_EQ(in("coalition", "SY"), "international-coalition");
  EXPECT_EQ(in("state-media", "SY"), "state-media-sana");
  EXPECT_EQ(in("rebels", "SY", "2024-12-01"), "hts-and-allies");
  EXPECT_EQ(in("rebels", "SY", "2016-12-01"), "syria-rebels");
  EXPECT_EQ(in("rebels", "SY"), "syria-rebels");
  EXPECT_EQ(in("army", "ZZ"), "army");
  EXPECT_EQ(in("witnesses", "SY"), "witnesses");
  EXPECT_EQ(in("sohr", "SY"), "sohr");
  EXPECT_EQ(in("health-ministry", "PS"), "gaza-health-ministry");
}

TEST(ActorRelations, TheStateAnswersForItsArmy) {
  const Actors& actors = Actors::builtin();
  const auto answers = [&](std::string_view slug, std::string_view date = {}) {
    return actors[actors.answerable(id(slug), day(date))].id;
  };
  EXPECT_EQ(answers("syria-military"), "syria-government");
  EXPECT_EQ(answers("syria-military", "2016-01-01"), "syria-government");
  EXPECT_EQ(answers("syria-military", "2025-06-01"), "syria-interim-government");
  EXPECT_EQ(answers("russia-military"), "russia");
  EXPECT_EQ(answers("centcom"), "us");
  EXPECT_EQ(answers("putin"), "russia");
  EXPECT_EQ(answers("hezbollah"), "hezbollah");
  EXPECT_EQ(answers("police"), "police");
  EXPECT_EQ(answers("is-khorasan"), "is-khorasan");
}

TEST(ActorRelations, BodiesOfOneCampAreOneSide) {
  const Actors& actors = Actors::builtin();
  const auto camp = [&](std::string_view slug) { return actors.camp(id(slug)); };
  EXPECT_EQ(camp("hts"), camp("hts-and-allies"));
  EXPECT_EQ(camp("syria-military"), camp("assad"));
  EXPECT_EQ(camp("russia-military"), camp("russia")) << "the state is of the side of its army";
  EXPECT_EQ(camp("is-khorasan"), camp("islamic-state"));
  EXPECT_NE(camp("russia"), camp("ukraine-military"));
  EXPECT_NE(camp("hts"), camp("syria-military"));
  EXPECT_NE(camp("farc"), camp("eln")) << "without a side in the file each is its own";
  EXPECT_EQ(camp("rebels"), "");
  EXPECT_EQ(camp("syria-rebels"), "") << "no one body";
}

TEST(ActorRelations, NewNamesOfOldBodies) {
  const Actors& actors = Actors::builtin();
  EXPECT_EQ(actors[actors.latest(id("nusra-front"))].id, "hts");
  EXPECT_EQ(actors[actors.latest(id("hts"))].id, "hts");
  EXPECT_EQ(actors[actors.latest(id("sohr"))].id, "sohr");
}

// ---------------------------------------------------------------------------------------------------------------
// faults

struct Fault {
  std::string_view toml;
  std::string_view where;
  std::string_view what;
  std::string_view hint;
};

class ActorFaults : public ::testing::TestWithParam<Fault> {};

TEST_P(ActorFaults, AreToldWithTheirLine) {
  const Result<Actors> actors = read(GetParam().toml);
  ASSERT_FALSE(actors);
  EXPECT_EQ(actors.error().code, ErrorCode::parse);
  EXPECT_EQ(actors.error().where, GetParam().where);
  EXPECT_THAT(actors.error().what, HasSubstr(std::string(GetParam().what)));
  EXPECT_THAT(actors.error().hint, HasSubstr(std::string(GetParam().hint)));
}

INSTANTIATE_TEST_SUITE_P(
    All, ActorFaults,
    ::testing::Values(
        Fault{"[[actor]\n", "test.toml:1", "", ""},
        Fault{"[[actr]]\nid = \"a\"\n", "test.toml:1", "unknown key \"actr\"", "\"actor\""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\nalias = [\"x\"]\n", "test.toml:5",
              "unknown key \"alias\"", "\"aliases\""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"rebl\"\n", "test.toml:4", "unknown kind \"rebl\"",
              "\"rebel\""},
        Fault{"[[actor]]\nname = \"A1\"\nkind = \"ngo\"\n", "test.toml:1", "no \"id\"", ""},
        Fault{"[[actor]]\nid = \"A B\"\nname = \"A1\"\nkind = \"ngo\"\n", "test.toml:2", "is no id", "lower-case"},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\n[[actor]]\nid = \"a\"\nname = \"A2\"\nkind = "
              "\"ngo\"\n",
              "test.toml:5", "a second actor", "test.toml:1"},
        Fault{"[[actor]]\nid = \"alpha\"\nname = \"A1\"\nkind = \"ngo\"\n[[person]]\nname = \"P Q\"\nfor = \"alhpa\"\n",
              "test.toml:7", "no actor with the id \"alhpa\"", "\"alpha\""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\nparent = \"b\"\n[[actor]]\nid = \"b\"\nname = "
              "\"B1\"\nkind = \"ngo\"\nparent = "
              "\"a\"\n",
              "test.toml:1", "circle", ""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\nformerly = \"a\"\n", "test.toml:1", "circle", ""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\naliases = [\"B\", 3]\n", "test.toml:5",
              "string or a table", ""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\naliases = [\"—\"]\n", "test.toml:5",
              "without a letter", ""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\naliases = [{name = \"B\", from = \"soon\"}]\n",
              "test.toml:5", "must be a date", "2016"},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\nfrom = 2010\nto = 2009\n", "test.toml:1", "before",
              ""},
        Fault{"[[actor]]\nid = \"a\"\nname = \"A1\"\nkind = \"ngo\"\ncountry = \"Syria\"\n", "test.toml:5",
              "two capital letters", "SY"},
        Fault{"[[generic]]\nid = \"g\"\nkind = \"ngo\"\nheads = [\"g\"]\nstands_for = \"military\"\n", "test.toml:5",
              "no actor has the role", ""},
        Fault{"[[template]]\nsuffix = \"t\"\nkind = \"ngo\"\nname = \"T\"\nforms = [\"the ministry\"]\n", "test.toml:5",
              "without {country}", ""}));

// -----------------------------------------------------------------------------------------------------------------
// slugs

TEST(ProvisionalSlug, OfWords) {
  EXPECT_EQ(provisional_slug("the Marion County Sheriff's Office"), "marion-county-sheriff-office");
  EXPECT_EQ(provisional_slug("Hussein Ahmed Khudur"), "hussein-ahmed-khudur");
  EXPECT_EQ(provisional_slug("Agence  Côte-d’Or"), "agence-cote-dor");
  EXPECT_EQ(provisional_slug("A source"), "source");
  EXPECT_EQ(provisional_slug(" — "), "unnamed");
  EXPECT_EQ(provisional_slug(""), "unnamed");
  EXPECT_LE(provisional_slug(std::string(500, 'x')).size(), 60U);
}

// ------------------------------------------------------------------------------------------------------------
// properties

/// Text made of the words that matter here, with noise and broken bytes between.
rc::Gen<std::string> some_text() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(
          rc::gen::element<std::string>("the", "White", "Helmets", "helmets'", "al-Nusra", "Al", "Front", "IS", "U.S.",
                                        "-led", "coalition", "Russian-Syrian", "Russians", "health", "ministry", "of",
                                        "in", "South", "Sudan", "Hamas-run", "Gaza", "Police", "Hasaka", "'", "’s", ".",
                                        "\n\n", "#WhiteHelmets", "@SyriaCivilDef", "-", "Observatory",
                                        "Syrian Observatory for Human Rights", "\xFF", "\xE2\x80", "é"),
          rc::gen::string<std::string>())),
      [](const std::vector<std::string>& words) {
        std::string out;
        for (const std::string& word : words) {
          out += word;
          if (word.size() % 3 != 0 || word == "the") out += ' ';
        }
        return out;
      });
}

RC_GTEST_PROP(FindActors, HoldsItsPromisesForAnyBytes, ()) {
  const std::string text = *some_text();
  const std::vector<Token> tokens = tokenize(text);
  const Actors& actors = Actors::builtin();
  std::uint32_t end = 0;
  for (const ActorMention& mention : find_actors(text, tokens, actors)) {
    RC_ASSERT(mention.span.begin < mention.span.end);
    RC_ASSERT(mention.span.end <= text.size());
    RC_ASSERT(mention.span.begin >= end);
    end = mention.span.end;
    RC_ASSERT(mention.actor < actors.size());
    RC_ASSERT(mention.first_token < mention.token_end);
    RC_ASSERT(mention.token_end <= tokens.size());
    RC_ASSERT(tokens[mention.first_token].span.begin <= mention.span.begin);
    RC_ASSERT(tokens[mention.first_token].span.end > mention.span.begin);
    RC_ASSERT(tokens[mention.token_end - 1].span.begin < mention.span.end);
    RC_ASSERT(tokens[mention.token_end - 1].span.end >= mention.span.end);
  }
}

RC_GTEST_PROP(FindActors, FindsWhatStandsInItsOwnParagraph, ()) {
  // What stands around a paragraph changes nothing in it, short names apart.
  const std::string before = *some_text();
  const std::string text = before + "\n\nThe White Helmets said so.\n\n";
  const std::vector<Token> tokens = tokenize(text);
  bool seen = false;
  for (const ActorMention& mention : find_actors(text, tokens, Actors::builtin())) {
    seen = seen || (mention.span.begin >= before.size() && slice(text, mention.span) == "White Helmets");
  }
  RC_ASSERT(seen);
}

RC_GTEST_PROP(ProvisionalSlug, IsAlwaysASlug, (const std::string& words)) {
  const std::string slug = provisional_slug(words);
  RC_ASSERT(!slug.empty());
  RC_ASSERT(slug.size() <= 60U);
  for (const char c : slug) RC_ASSERT((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  RC_ASSERT(slug.front() != '-' && slug.back() != '-');
  RC_ASSERT(provisional_slug(slug) == slug || slug == "the" || slug == "a" || slug == "an" ||
            slug.find("-the") != std::string::npos || slug.find("-a") != std::string::npos);
}

RC_GTEST_PROP(ActorFaults, AnyBytesAreReadOrRefused, (const std::string& toml)) {
  const Result<Actors> actors = read(toml);
  if (!actors) RC_ASSERT(!actors.error().what.empty());
}

}  // namespace
}  // namespace histor
