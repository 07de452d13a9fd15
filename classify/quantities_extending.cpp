// The words that say that a clause is about extending a contract, and where in it that begins.
#include <array>

#include "classify/quantities_options.h"

namespace inkoopmonitor::classify::grammar {
namespace {

// "De looptijd exclusief verlenging", "behoudens verlenging", "verlengingen daargelaten": named
// only to be left out of what is said.
bool is_left_out(const Tokens& tokens, std::size_t index) {
  // "Behoudens verlenging met drie perioden" goes on to say which.
  if (tokens.is_any(index + 1, {"met", "van", "voor"})) return false;
  const std::size_t before =
      index - (index > 1 && tokens.is_any(index - 1, {"de", "eventuele", "mogelijke"}) ? 1 : 0);
  return (before > 0 &&
          tokens.is_any(before - 1, {"exclusief", "excl", "behoudens", "ongeacht", "buiten"})) ||
         (before > 1 && tokens.phrase_before(before, "afgezien van")) ||
         (before > 1 && tokens.phrase_before(before, "los van")) ||
         tokens.is(index + 1, "daargelaten") ||
         (tokens.is(index + 1, "niet") &&
          tokens.is_any(index + 2, {"meegerekend", "meegeteld", "inbegrepen"}));
}

}  // namespace

bool is_extension_word(const Tokens& tokens, std::size_t index) {
  const std::string_view text = tokens[index].text;
  if (text.starts_with("verleng") && is_left_out(tokens, index)) return false;
  if (text.starts_with("verlengd") && tokens.is(index + 1, "arm")) return false;
  if (text.starts_with("verleng") || text.starts_with("optie") || text.starts_with("optione") ||
      text.ends_with("verlenging") || text.ends_with("verlengingen") ||
      text.starts_with("voortzet") || text.starts_with("prolong") || text == "geprolongeerd") {
    return true;
  }
  static constexpr AnyPhrase phrases(std::to_array<std::string_view>({"voort te zetten",
                                                                      "door te laten lopen",
                                                                      "laten doorlopen",
                                                                      "bij te tekenen",
                                                                      "opnieuw aan te gaan",
                                                                      "te continueren",
                                                                      "op te schuiven",
                                                                      "te verschuiven",
                                                                      "door te trekken",
                                                                      "door te zetten",
                                                                      "voortgezet",
                                                                      "voortduren",
                                                                      "doorlopen",
                                                                      "bijtekenen",
                                                                      "verschuiven",
                                                                      "verl",
                                                                      "opgerekt",
                                                                      "oprekken",
                                                                      "opschuiven",
                                                                      "verlegd",
                                                                      "verleggen",
                                                                      "verschoven",
                                                                      "opgeschoven",
                                                                      "continueren",
                                                                      "doortrekken",
                                                                      "vervolgoptie",
                                                                      "vervolgopties",
                                                                      "gecontinueerd",
                                                                      "bijgetekend",
                                                                      "doorgezet",
                                                                      "uitloop"}));
  return phrases.stands_at(tokens, index);
}

namespace {

// Words that add time to a contract only beside a number of times or "daarna": "twee jaar erbij".
bool adds_time(const Tokens& tokens, std::size_t index) {
  static constexpr AnyPhrase phrases(std::to_array<std::string_view>(
      {"aan vast",          "bij komen",      "bij kan",      "bij kunnen",  "vast te plakken",
       "toe te voegen",     "vast te knopen", "door te gaan", "kan volgen",  "kunnen volgen",
       "langer van kracht", "erbij",          "bijkomen",     "vastplakken", "vastgeplakt",
       "bijgeplakt",        "toegevoegd",     "aanvullend",   "aanvullende", "vastknopen"}));
  return phrases.stands_at(tokens, index);
}

// "Looptijd en verlenging: drie jaar, …" names both before it says either.
std::size_t after_label_of_both(const Tokens& tokens) {
  constexpr std::size_t label_max = 8;
  bool term = false, extension = false;
  for (std::size_t at = 0; at < label_max; ++at) {
    const std::string_view text = tokens[at].text;
    if (text == ":") return term && extension ? at + 1 : 0;
    term = term || text.starts_with("looptijd") || text.ends_with("duur");
    extension = extension || is_extension_word(tokens, at);
  }
  return 0;
}

bool adds_time_after(const Tokens& tokens) {
  bool adds = false, beside = false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    adds = adds || adds_time(tokens, at);
    beside = beside || is_then(tokens, at) || read_times(tokens, at).has_value() ||
             tokens.is_any(at, {"nog", "waarna", "daarnaast"});
  }
  return adds && beside;
}

}  // namespace

bool speaks_of_extending(const Tokens& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (is_extension_word(tokens, at) || tokens[at].word == Word::option) return true;
    if (tokens[at].text.starts_with("stilzwijgend")) return true;
  }
  return adds_time_after(tokens);
}

bool is_permission(const Tokens& tokens, std::size_t index) {
  return tokens.is_any(index, {"kan", "kunnen", "mag", "mogen", "mogelijk", "mogelijkheid",
                               "mogelijkheden", "bevoegd", "bevoegdheid", "recht", "gerechtigd"});
}

std::size_t extension_begins(const Tokens& tokens) {
  bool certain = adds_time_after(tokens);
  for (std::size_t at = 0; at < tokens.size() && !certain; ++at) {
    certain = is_extension_word(tokens, at) || is_permission(tokens, at);
  }
  for (std::size_t at = after_label_of_both(tokens); at < tokens.size(); ++at) {
    if (is_extension_word(tokens, at) || is_permission(tokens, at)) return at;
    const std::string_view text = tokens[at].text;
    if (text.starts_with("stilzwijgend") || text.starts_with("automatisch")) return at;
    if (tokens[at].word == Word::option || text.starts_with("eventue")) return at;
    if (tokens.is_any(at, {"eerst", "plus", "+"})) return at;
    if (certain && tokens.is_any(at, {"waarna", "daarna", "nadien", "vervolgens", "aansluitend"})) {
      return at;
    }
  }
  return 0;
}

}  // namespace inkoopmonitor::classify::grammar
