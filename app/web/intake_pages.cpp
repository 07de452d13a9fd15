// Handing in documents from the page: files come one by one, wait in a folder of the corpus, and
// are imported and classified by a process of the program. What became of each is told by the
// corpus itself, as `status` tells it.
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "app/files.h"
#include "app/web/context.h"
#include "reports/live.h"

namespace inkoopmonitor::app::web {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kFolder = "aangeleverd";
constexpr std::size_t kFilesShown = 300;
constexpr int kYearMin = 1990, kYearMax = 2100;

fs::path folder_of(const Context& context, int year) {
  return absolute_path(context.options.corpus) / kFolder / std::to_string(year);
}

std::vector<int> handed_in_years(const Context& context) {
  std::vector<int> years;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(context.options.corpus / kFolder, problem)) {
    const std::string name = entry.path().filename().native();
    if (name.size() == 4 && name.find_first_not_of("0123456789") == std::string::npos)
      years.push_back(std::atoi(name.c_str()));
  }
  std::sort(years.rbegin(), years.rend());
  return years;
}

struct Counts {
  std::size_t files = 0, done = 0, failed = 0, coded = 0;
};

std::size_t waiting_files(const fs::path& folder) {
  std::size_t count = 0;
  std::error_code problem;
  for (auto entry = fs::recursive_directory_iterator(folder, problem);
       !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem))
    if (entry->is_regular_file(problem)) ++count;
  return count;
}

std::string state_of(const reports::LiveRow& row) {
  const std::string& result = row.at("result");
  if (result == "failed" && row.at("reason").starts_with("not_read:")) return "waiting";
  return result;
}

// What failed first, since that is for somebody to mend; the rest as far as anybody reads on.
json files_json(Context& context, const corpus::Database& database, const Request& request,
                int year, Counts& counts) {
  json files = json::array();
  auto rows =
      reports::ask(database, "review_intake", {{":root", folder_of(context, year).native()}});
  for (auto& row : rows) {
    const std::string state = state_of(row);
    ++counts.files;
    if (state != "waiting") ++counts.done;
    if (state == "failed") ++counts.failed;
    if (row["coded"] == "1") ++counts.coded;
  }
  std::stable_partition(rows.begin(), rows.end(),
                        [](const reports::LiveRow& row) { return state_of(row) == "failed"; });
  rows.resize(std::min(rows.size(), kFilesShown));
  for (auto& row : rows) {
    const std::string state = state_of(row);
    const std::string code = row["reason"].substr(0, row["reason"].find(':'));
    const bool readable = state == "read" || state == "partly_read";
    files.push_back({{"file", row["file"]},
                     {"state", state},
                     {"state_text", row["coded"] == "1"
                                        ? context.look.text(request.language, "result_coded")
                                        : context.look.text(request.language, "result_" + state)},
                     {"pages", row["pages"] == "0" ? "" : row["pages"]},
                     {"reason", row["reason"].empty()
                                    ? (row["duplicate_of"].empty()
                                           ? ""
                                           : context.look.filled(request.language, "duplicate",
                                                                 {{"file", row["duplicate_of"]}}))
                                    : context.look.coded(request.language, "failure", code)},
                     {"linked", readable},
                     {"link", readable ? "/document/" + row["sha256"] : ""}});
  }
  return files;
}

json publications_json(const Context& context) {
  std::error_code problem;
  std::vector<std::string> years;
  for (const auto& entry :
       fs::directory_iterator(context.options.corpus / "publicaties", problem)) {
    const std::string name = entry.path().filename().native();
    if (name.size() == 4 && fs::exists(entry.path() / "monitor.html", problem))
      years.push_back(name);
  }
  std::sort(years.rbegin(), years.rend());
  json publications = json::array();
  for (const std::string& year : years)
    publications.push_back(
        {{"label", year}, {"link", fmt::format("/publicatie/{}/monitor.html", year)}});
  return publications;
}

// How many values wait after an import.
std::string waiting_text(Context& context, const corpus::Database& database,
                         const std::string& language, int year) {
  QueueFilter filter;
  filter.year = year;
  const WaitingDocuments documents = context.queue.documents(database, filter);
  std::size_t values = 0;
  for (const WaitingDocument& document : *documents) values += document.values.size();
  if (values == 0) return context.look.text(language, "import_nothing_waits");
  return context.look.filled(
      language, "import_waits",
      {{"values", context.look.counted(language, "n_values", values)},
       {"documents", context.look.counted(language, "n_documents", documents->size())}});
}

json state_json(Context& context, const Request& request) {
  const auto database = context.databases.lease();
  const std::vector<int> years = handed_in_years(context);
  const JobState job = context.jobs.state();
  int year = request.number("jaar", 0);
  if (year == 0 && !years.empty()) year = years.front();
  Counts counts;
  json files = year == 0 ? json::array() : files_json(context, *database, request, year, counts);
  const std::size_t uploaded = year == 0 ? 0 : waiting_files(folder_of(context, year));
  const std::string& language = request.language;
  const std::map<std::string, std::string> numbers = {
      {"done", std::to_string(counts.done)},
      {"files", std::to_string(std::max(counts.files, uploaded))},
      {"coded", std::to_string(counts.coded)}};
  const bool ready = !job.running && counts.coded > 0;
  std::string text = job.running        ? context.look.filled(language, "job_" + job.kind, numbers)
                     : job.kind.empty() ? ""
                     : job.status > 1   ? context.look.text(language, "job_failed")
                     : counts.failed > 0
                         ? context.look.counted(language, "job_some_failed", counts.failed)
                         : context.look.text(language, "job_done");
  if (ready) text += (text.empty() ? "" : " ") + waiting_text(context, *database, language, year);
  std::string unshown;
  if (counts.files > files.size())
    unshown = context.look.counted(language, "more_files", counts.files - files.size());
  const json publications = publications_json(context);
  const int published = context.year_of(*database, year);  // 0: there is nothing to publish
  return {{"year", year == 0 ? "" : std::to_string(year)},
          {"publication_year", std::to_string(published)},
          {"running", job.running},
          {"ready", ready},
          {"may_publish", published != 0},
          {"queue_link", fmt::format("/?jaar={}", year)},
          {"text", text},
          {"share", counts.files == 0 ? "0" : std::to_string(100 * counts.done / counts.files)},
          {"measured", job.kind != "report"},
          {"said", job.status > 1 ? json{{"lines", job.said}} : json(false)},
          {"some", !files.empty()},
          {"more", unshown.empty() ? json(false) : json{{"says", unshown}}},
          {"files", files},
          {"some_publications", !publications.empty()},
          {"publications", publications}};
}

Response intake_page(Context& context, const Request& request) {
  json data = state_json(context, request);
  data.update({{"title", context.look.text(request.language, "intake")},
               {"at_intake", true},
               {"scripts", scripts({"intake.js"})}});
  return context.look.page(request, "intake", data);
}

Response begin_import(Context& context, const Request& request) {
  const int year = request.number("jaar", 0);
  if (year < kYearMin || year > kYearMax) return context.look.problem(request, 400, "no_year");
  const fs::path folder = folder_of(context, year);
  const std::string corpus = context.options.corpus.native();
  const bool started =
      waiting_files(folder) > 0 &&
      context.jobs.start(
          "import",
          {{"import", folder.native(), "--year", std::to_string(year), "--corpus", corpus},
           {"classify", "--corpus", corpus}},
          context.options.corpus / "aangeleverd" / "log");
  if (!started) return context.look.problem(request, 409, "no_files");
  return redirect(fmt::format("/aanleveren?jaar={}", year));
}

Response begin_report(Context& context, const Request& request) {
  const int year = request.number("jaar", 0);
  if (year < kYearMin || year > kYearMax) return context.look.problem(request, 400, "no_year");
  std::error_code problem;
  fs::create_directories(context.options.corpus / "publicaties", problem);
  const bool started =
      context.jobs.start("report",
                         {{"report", "--year", std::to_string(year), "--out",
                           (context.options.corpus / "publicaties" / std::to_string(year)).native(),
                           "--corpus", context.options.corpus.native(), "--no-pdf"}},
                         context.options.corpus / "publicaties" / "log");
  if (!started) return context.look.problem(request, 409, "job_busy");
  return redirect("/aanleveren");
}

// By its words, as browsers know a script that stands in a page.
std::string known_script(const std::string& script) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  ::SHA256(reinterpret_cast<const unsigned char*>(script.data()), script.size(), hash.data());
  std::array<unsigned char, 64> text{};
  const int length = ::EVP_EncodeBlock(text.data(), hash.data(), static_cast<int>(hash.size()));
  return "'sha256-" + std::string(text.begin(), text.begin() + length) + "'";
}

// What a publication may do: run the scripts that this program puts into it, and no other that came
// there from a document. A sandbox was turned down: its pages count as those of a stranger, so the
// way from a figure to its evidence led to the page for logging in.
std::string policy_of_publications(const fs::path& templates) {
  std::string scripts;
  for (const char* file : {"echarts/echarts.min.js", "page.js"})
    scripts += " " + known_script("\n" + read_whole_file(templates / file) + "\n");
  return "default-src 'none'; script-src" + scripts +
         "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
         "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
}

Response publication(Context& context, const Request& request, const Parts& parts,
                     const std::string& policy) {
  const std::string& year = parts.at("year");
  if (year.size() != 4 || year.find_first_not_of("0123456789") != std::string::npos)
    return context.look.problem(request, 404, "not_found");
  fs::path inside = parts.at("file");
  if (parts.contains("folder")) inside = fs::path(parts.at("folder")) / inside;
  const fs::path root = context.options.corpus / "publicaties" / year;
  std::error_code problem;
  const fs::path file = fs::weakly_canonical(root / inside, problem);
  const fs::path canonical = fs::weakly_canonical(root, problem);
  const auto [end, unused] =
      std::mismatch(canonical.begin(), canonical.end(), file.begin(), file.end());
  if (problem || end != canonical.end() || !fs::is_regular_file(file, problem))
    return context.look.problem(request, 404, "not_found");
  static const std::map<std::string, std::string> types = {{".html", "text/html; charset=utf-8"},
                                                           {".css", "text/css; charset=utf-8"},
                                                           {".svg", "image/svg+xml"},
                                                           {".png", "image/png"},
                                                           {".csv", "text/csv; charset=utf-8"},
                                                           {".md", "text/plain; charset=utf-8"},
                                                           {".json", "application/json"}};
  const auto type = types.find(file.extension().native());
  return {200,
          type == types.end() ? "application/octet-stream" : type->second,
          read_whole_file(file),
          {{"Content-Security-Policy", policy}}};
}

}  // namespace

std::filesystem::path upload_place(const std::filesystem::path& corpus, const Request& request) {
  const int year = request.number("jaar", 0);
  const std::string& name = request.field("naam");
  if (year < kYearMin || year > kYearMax || name.empty() || name.size() > 1000) return {};
  fs::path inside;
  for (const fs::path& part : fs::path(name)) {
    const std::string& text = part.native();
    // Hidden files are passed over by import, so that they would seem to be lost.
    const bool is_plain = !text.starts_with('.') && text != "/" && text.size() <= 200 &&
                          std::none_of(text.begin(), text.end(), [](unsigned char c) {
                            return c < 0x20 || c == 0x7F || c == '\\';
                          });
    if (!is_plain) return {};
    inside /= part;
  }
  return absolute_path(corpus) / kFolder / std::to_string(year) / inside;
}

void add_intake_pages(Router& router, Context& context) {
  router.add("GET", "/aanleveren",
             [&](const Request& request, const Parts&) { return intake_page(context, request); });
  router.add("GET", "/aanleveren/stand", [&](const Request& request, const Parts&) {
    return context.look.page(request, "intake_state", state_json(context, request));
  });
  router.add("POST", "/aanleveren/lezen",
             [&](const Request& request, const Parts&) { return begin_import(context, request); });
  router.add("POST", "/publicatie",
             [&](const Request& request, const Parts&) { return begin_report(context, request); });
  const std::string policy = policy_of_publications(context.options.templates);
  for (const char* pattern : {"/publicatie/:year/:file", "/publicatie/:year/:folder/:file"})
    router.add("GET", pattern, [&context, policy](const Request& request, const Parts& parts) {
      return publication(context, request, parts, policy);
    });
}

}  // namespace inkoopmonitor::app::web
