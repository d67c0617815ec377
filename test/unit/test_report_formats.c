/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The formats for machines: what is in them, and that nothing in a finding can break out. Whether
 * SARIF is good SARIF, test/report/check-sarif asks the official schema.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "checker/report/encode.h"
#include "checker/report/fingerprint.h"
#include "checker/report/report.h"

static struct dl_step steps[] = {
	{ DL_STEP_BRANCH, "/k/drivers/a.c", 3, 5, "assuming 'n < 0'" },
	{ DL_STEP_ACQUIRED, "/k/include/b c.h", 9, 1, "mapped here" },
};

static const struct dl_finding plain = {
	.rule = DL_RULE_MAPPING_LEAK, .confidence = DL_CONFIDENCE_MEDIUM, .file = "/k/drivers/a.c",
	.line = 7, .column = 2, .function = "probe", .message = "a message",
	.machine = DL_MACHINE_STREAMING, .state = DL_STATE_DEVICE, .steps = steps, .nsteps = 2,
};
/* All that could end a string, a line, a property or a tag; and what is no UTF-8. */
static const struct dl_finding nasty = {
	.rule = DL_RULE_MAP_STACK, .confidence = DL_CONFIDENCE_HIGH,
	.file = "/k/</script>,\n%\"\\:\xff.c", .line = 1, .column = 1, .function = "f\xc0g",
	.message = "a,b: 100% \r\n::error::<!-- \xe2\x82 \xf0\x9f\x98\x80",
};

static bool no_errors[DL_RULE_COUNT], stack_is_error[DL_RULE_COUNT] = { [DL_RULE_MAP_STACK] = 1 };

static struct dl_report report_of(const struct dl_finding *findings, size_t count)
{
	return (struct dl_report){ .findings = findings, .count = count, .files = 2, .status = 1,
				   .version = "1.2.3", .base = "/k", .as_error = no_errors };
}

/* The caller frees it. */
static char *printed(const char *format, const struct dl_report *report, size_t *left_out)
{
	char *text = NULL;
	size_t len = 0, left;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	left = dl_format_print(out, dl_format_find(format), report);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(strlen(text), len);
	if (left_out)
		*left_out = left;
	return text;
}

static json_t *parsed(const char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!json)
		fail_msg("%s in line %d of: %s", error.text, error.line, text);
	return json;
}

/* The value at a path like "runs/0/results". */
static json_t *at(json_t *json, const char *path)
{
	char *copy = strdup(path), *rest = copy, *word;

	while ((word = strsep(&rest, "/")))
		json = json_is_array(json) ? json_array_get(json, atoi(word))
					   : json_object_get(json, word);
	free(copy);
	assert_non_null(json);
	return json;
}

static void expect_text(json_t *json, const char *path, const char *text)
{
	assert_string_equal(json_string_value(at(json, path)), text);
}

static void expect_number(json_t *json, const char *path, json_int_t number)
{
	assert_int_equal(json_integer_value(at(json, path)), number);
}

/* ---- JSON lines ------------------------------------------------------------------------------ */

static void json_is_documented(void **state)
{
	struct dl_failure failure = { "gone.c", "No such file or directory", NULL };
	struct dl_report report = report_of(&plain, 1);
	struct dl_identity *id = dl_identities(&plain, 1, "/k");
	uint64_t *print = dl_fingerprints(id, 1);
	char *text, *expected;

	(void)state;
	report.failures = &failure;
	report.nfailures = 1;
	report.status = 2;
	text = printed("json", &report, NULL);
	assert_true(asprintf(
		&expected,
		"{\"type\":\"finding\",\"rule\":\"dma-mapping-leak\",\"level\":\"warning\","
		"\"confidence\":\"medium\",\"file\":\"drivers/a.c\",\"line\":7,\"column\":2,"
		"\"function\":\"probe\",\"message\":\"a message\","
		"\"fingerprint\":\"%016" PRIx64 "\","
		"\"life\":{\"of\":\"mapping\",\"from\":\"device\",\"to\":\"end\"},\"steps\":["
		"{\"kind\":\"branch\",\"file\":\"drivers/a.c\",\"line\":3,\"column\":5,"
		"\"message\":\"assuming 'n < 0'\"},"
		"{\"kind\":\"acquired\",\"file\":\"include/b c.h\",\"line\":9,\"column\":1,"
		"\"message\":\"mapped here\"}],\"suppressed\":null}\n"
		"{\"type\":\"failure\",\"file\":\"gone.c\","
		"\"reason\":\"No such file or directory\",\"details\":null}\n"
		"{\"type\":\"summary\",\"version\":\"1.2.3\",\"files\":2,\"findings\":1,\"high\":0,"
		"\"medium\":1,\"low\":0,\"suppressed\":0,\"failures\":1,\"interrupted\":false,\"status\":2}\n",
		*print) > 0);
	assert_string_equal(text, expected);
	free(expected);
	free(text);
	free(print);
	dl_identities_free(id, 1);
}

static void json_of_nasty(void **state)
{
	struct dl_report report = report_of(&nasty, 1);
	char *text, *rest;
	json_t *json;

	(void)state;
	report.as_error = stack_is_error;
	text = printed("json", &report, NULL);
	rest = strchr(text, '\n');
	assert_non_null(rest);
	*rest = '\0';
	json = parsed(text);
	expect_text(json, "level", "error");
	expect_text(json, "file", "</script>,\n%\"\\:\xef\xbf\xbd.c");
	expect_text(json, "function", "f\xef\xbf\xbdg");
	expect_text(json, "message", "a,b: 100% \r\n::error::<!-- \xef\xbf\xbd\xef\xbf\xbd "
				     "\xf0\x9f\x98\x80");
	json_decref(json);
	json = parsed(rest + 1);
	expect_text(json, "type", "summary");
	json_decref(json);
	free(text);
}

static void json_of_nothing(void **state)
{
	struct dl_report report = report_of(NULL, 0);
	struct dl_finding nowhere = { .rule = DL_RULE_MAP_STACK, .message = "m" };
	char *text;

	(void)state;
	report.signal = 2;
	report.status = 130;
	text = printed("json", &report, NULL);
	assert_string_equal(text, "{\"type\":\"summary\",\"version\":\"1.2.3\",\"files\":2,"
				  "\"findings\":0,\"high\":0,\"medium\":0,\"low\":0,\"suppressed\":0,\"failures\":0,"
				  "\"interrupted\":true,\"status\":130}\n");
	free(text);
	report = report_of(&nowhere, 1);
	text = printed("json", &report, NULL);
	assert_non_null(strstr(text, "\"file\":null,\"line\":0"));
	free(text);
}

/* ---- SARIF ----------------------------------------------------------------------------------- */

static json_t *sarif(const struct dl_report *report)
{
	char *text = printed("sarif", report, NULL);
	json_t *json = parsed(text);

	free(text);
	return json;
}

#define RESULT	 "runs/0/results/0/"
#define FLOW	 RESULT "codeFlows/0/threadFlows/0/locations/"
#define PHYSICAL "location/physicalLocation/"

static void sarif_tells_the_path(void **state)
{
	struct dl_report report = report_of(&plain, 1);
	json_t *json = sarif(&report);
	json_int_t index = json_integer_value(at(json, RESULT "ruleIndex"));

	(void)state;
	expect_text(json_array_get(at(json, "runs/0/tool/driver/rules"), index), "id",
		    "dma-mapping-leak");
	expect_text(json, RESULT "level", "warning");
	expect_text(json, RESULT "locations/0/physicalLocation/artifactLocation/uri", "drivers/a.c");
	expect_text(json, RESULT "locations/0/logicalLocations/0/name", "probe");
	expect_number(json, RESULT "locations/0/physicalLocation/region/startLine", 7);
	expect_text(json, "runs/0/originalUriBaseIds/SRCROOT/uri", "file:///k/");
	assert_int_equal(json_array_size(at(json, RESULT "codeFlows/0/threadFlows/0/locations")), 3);
	expect_text(json, FLOW "0/kinds/0", "branch");
	expect_text(json, FLOW "1/" PHYSICAL "artifactLocation/uri", "include/b%20c.h");
	expect_text(json, FLOW "1/location/message/text", "mapped here");
	expect_text(json, FLOW "2/kinds/0", "danger");
	expect_number(json, FLOW "2/" PHYSICAL "region/startLine", 7);
	expect_number(json, RESULT "relatedLocations/1/id", 2);
	json_decref(json);
}

static void sarif_of_nasty(void **state)
{
	struct dl_report report = report_of(&nasty, 1);
	json_t *json;

	(void)state;
	report.as_error = stack_is_error;
	json = sarif(&report);
	expect_text(json, RESULT "level", "error");
	expect_text(json, RESULT "locations/0/physicalLocation/artifactLocation/uri",
		    "%3C/script%3E,%0A%25%22%5C:%FF.c");
	json_decref(json);
	report.base = "";
	json = sarif(&report);
	expect_text(json, RESULT "locations/0/physicalLocation/artifactLocation/uri",
		    "file:///k/%3C/script%3E,%0A%25%22%5C:%FF.c");
	assert_null(json_object_get(at(json, "runs/0"), "originalUriBaseIds"));
	json_decref(json);
}

static void sarif_of_a_failed_run(void **state)
{
	struct dl_failure failures[] = { { "a b.c", "is not C", "a b.c:1: error: \xff" }, { NULL, "no database", NULL } };
	struct dl_report report = report_of(NULL, 0);
	json_t *json;

	(void)state;
	report.failures = failures;
	report.nfailures = 2;
	report.status = 2;
	json = sarif(&report);
	assert_true(json_is_false(at(json, "runs/0/invocations/0/executionSuccessful")));
	expect_number(json, "runs/0/invocations/0/exitCode", 2);
	expect_text(json, "runs/0/invocations/0/toolExecutionNotifications/0/locations/0/"
			  "physicalLocation/artifactLocation/uri", "a%20b.c");
	expect_text(json, "runs/0/invocations/0/toolExecutionNotifications/0/message/text",
		    "is not C\na b.c:1: error: \xef\xbf\xbd");
	expect_text(json, "runs/0/invocations/0/toolExecutionNotifications/1/message/text",
		    "no database");
	assert_int_equal(json_array_size(at(json, "runs/0/results")), 0);
	json_decref(json);
	report = report_of(NULL, 0);
	report.signal = 15;
	report.status = 143;
	json = sarif(&report);
	expect_number(json, "runs/0/invocations/0/exitSignalNumber", 15);
	assert_true(json_is_false(at(json, "runs/0/invocations/0/executionSuccessful")));
	json_decref(json);
}

static void sarif_describes_every_rule(void **state)
{
	struct dl_report report = report_of(NULL, 0);
	json_t *json = sarif(&report), *rules = at(json, "runs/0/tool/driver/rules");

	(void)state;
	assert_int_equal(json_array_size(rules), DL_RULE_COUNT - 1);
	for (int rule = DL_RULE_NONE + 1; rule < DL_RULE_COUNT; rule++) {
		const struct dl_rule_info *info = dl_rule_info(rule);
		json_t *is = json_array_get(rules, rule - 1);

		expect_text(is, "id", info->id);
		expect_text(is, "shortDescription/text", info->summary);
		assert_non_null(strstr(json_string_value(at(is, "help/text")), info->explanation));
		assert_non_null(strstr(json_string_value(at(is, "help/markdown")), "**Source:** "));
		expect_text(is, "properties/precision", dl_confidence_name(info->confidence));
		assert_true(json_array_size(at(is, "properties/tags")) <= 20);
		expect_text(is, "defaultConfiguration/level",
			    info->confidence == DL_CONFIDENCE_HIGH   ? "error" :
			    info->confidence == DL_CONFIDENCE_MEDIUM ? "warning" : "note");
		assert_memory_equal(json_string_value(at(is, "helpUri")), "https://", 8);
	}
	json_decref(json);
}

/* Of 30,000 the 25,000 most certain ones, in their order, and a word. */
static void sarif_is_cut(void **state)
{
	const size_t count = 30000, high = 100;
	struct dl_finding *many = calloc(count, sizeof(*many));
	struct dl_report report = report_of(many, count);
	size_t left_out;
	char *text;
	json_t *json;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		many[i] = plain;
		many[i].nsteps = 0;
		many[i].line = i + 1;
		if (i >= count - high)
			many[i].confidence = DL_CONFIDENCE_HIGH;
	}
	text = printed("sarif", &report, &left_out);
	json = parsed(text);
	assert_int_equal(left_out, 5000);
	assert_int_equal(json_array_size(at(json, "runs/0/results")), 25000);
	expect_number(json, "runs/0/results/0/locations/0/physicalLocation/region/startLine", 1);
	expect_number(json, "runs/0/results/24999/locations/0/physicalLocation/region/startLine",
		      30000);
	expect_text(json, "runs/0/results/24900/level", "error");
	expect_text(json, "runs/0/results/24899/level", "warning");
	expect_text(json, "runs/0/invocations/0/toolExecutionNotifications/0/descriptor/id",
		    "left-out");
	json_decref(json);
	free(text);
	free(many);
}

/* ---- kept quiet ------------------------------------------------------------------------------ */

static void suppressed_findings_are_marked(void **state)
{
	struct dl_finding findings[] = { plain, plain, plain };
	struct dl_report report = report_of(findings, 3);
	char *text;
	json_t *json;

	(void)state;
	findings[0].quiet = DL_QUIET_COMMENT;
	findings[0].reason = "it is <b>";
	findings[1].quiet = DL_QUIET_BASELINE;
	report.shows_quiet = true;
	json = sarif(&report);
	expect_text(json, "runs/0/results/0/suppressions/0/kind", "inSource");
	expect_text(json, "runs/0/results/0/suppressions/0/justification", "it is <b>");
	expect_text(json, "runs/0/results/1/suppressions/0/kind", "external");
	assert_int_equal(json_array_size(at(json, "runs/0/results/2/suppressions")), 0);
	json_decref(json);
	text = printed("json", &report, NULL);
	assert_non_null(strstr(text, "\"suppressed\":{\"by\":\"comment\",\"reason\":\"it is <b>\"}}"));
	assert_non_null(strstr(text, "\"suppressed\":{\"by\":\"baseline\",\"reason\":null}}"));
	assert_non_null(strstr(text, "\"findings\":1,\"high\":0,\"medium\":1,\"low\":0,"
				     "\"suppressed\":2,"));
	free(text);
	text = printed("html", &report, NULL);
	assert_non_null(strstr(text, "\"q\":\"it is \\u003cb>\""));
	assert_non_null(strstr(text, "<title>dma-lint: 1 finding</title>"));
	free(text);
	report.shows_quiet = false;
	report.findings++;
	report.count = 1;
	json = sarif(&report);
	assert_null(json_object_get(at(json, "runs/0/results/0"), "suppressions"));
	json_decref(json);
}

/* ---- GitHub ---------------------------------------------------------------------------------- */

static void expect_github(const struct dl_report *report, const char *expected)
{
	char *text = printed("github", report, NULL);

	assert_string_equal(text, expected);
	free(text);
}

static void github_annotations(void **state)
{
	struct dl_failure failure = { "x,y.c", "100% gone", "1\n2" };
	struct dl_finding findings[] = { plain, nasty, plain };
	struct dl_report report = report_of(findings, 3);

	(void)state;
	findings[0].confidence = DL_CONFIDENCE_LOW;
	findings[0].nsteps = 0;
	findings[0].column = 0;
	report.failures = &failure;
	report.nfailures = 1;
	report.as_error = stack_is_error;
	expect_github(&report,
		      "::error title=dma-lint::x,y.c: 100%25 gone%0A1%0A2\n"
		      "::error file=</script>%2C%0A%25\"\\%3A\xff.c,line=1,col=1,"
		      "title=dma-map-stack::a,b: 100%25 %0D%0A::error::<!-- \xe2\x82 "
		      "\xf0\x9f\x98\x80\n"
		      "::warning file=drivers/a.c,line=7,col=2,title=dma-mapping-leak::a message"
		      "%0Adrivers/a.c:3: assuming 'n < 0'%0Ainclude/b c.h:9: mapped here\n"
		      "::notice file=drivers/a.c,line=7,title=dma-mapping-leak::a message\n");
}

/* ---- HTML ------------------------------------------------------------------------------------ */

static size_t occurrences(const char *text, const char *word)
{
	size_t n = 0;

	while ((text = strstr(text, word))) {
		text += strlen(word);
		n++;
	}
	return n;
}

/* The table and the data have the same findings; none of them ends an element. */
static void html_of_nasty(void **state)
{
	struct dl_finding findings[] = { nasty, plain };
	struct dl_failure failure = { "<img src=x>", "<!-- & --></script>", "</script>" };
	struct dl_report report = report_of(findings, 2);
	char *text;

	(void)state;
	report.failures = &failure;
	report.nfailures = 1;
	text = printed("html", &report, NULL);
	assert_int_equal(occurrences(text, "</script"), 2);
	assert_int_equal(occurrences(text, "<!--"), 2);
	assert_int_equal(occurrences(text, "<img"), 0);
	assert_int_equal(occurrences(text, "<tr><td>"), 2);
	assert_non_null(strstr(text, "&#60;/script&#62;,\n%&#34;\\:\xef\xbf\xbd.c:1</td>"));
	assert_non_null(strstr(text, "{\"path\":\"\\u003c/script>,\\n%\\\"\\\\:\xef\xbf\xbd.c\","
				     "\"chunks\":[]}"));
	assert_non_null(strstr(text, "\"r\":\"dma-mapping-leak\",\"c\":\"medium\",\"f\":1,\"l\":7,"
				     "\"k\":2,\"n\":\"probe\",\"m\":\"a message\","));
	assert_non_null(strstr(text, "[\"acquired\",2,9,1,\"mapped here\"]"));
	free(text);
}

static void html_has_excerpts(void **state)
{
	char name[] = "/tmp/dl-html-XXXXXX", expected[128];
	struct dl_step step = { DL_STEP_ACQUIRED, name, 10, 1, "mapped here" };
	struct dl_finding f = { .rule = DL_RULE_MAPPING_LEAK, .file = name, .line = 20,
				.message = "m", .steps = &step, .nsteps = 1 };
	struct dl_report report = report_of(&f, 1);
	FILE *out = fdopen(mkstemp(name), "w");
	char *text;

	(void)state;
	assert_non_null(out);
	for (int line = 1; line <= 40; line++)
		fprintf(out, "line %d <b>\n", line);
	fclose(out);
	text = printed("html", &report, NULL);
	snprintf(expected, sizeof(expected), "{\"path\":\"%s\",\"chunks\":[[6,[\"line 6 ", name);
	assert_non_null(strstr(text, expected));
	assert_non_null(strstr(text, "\"line 24 \\u003cb>\"]]]}"));
	assert_int_equal(occurrences(text, "\"line 15 "), 1);
	free(text);
	f.line = 35;	/* too far from the other: two parts */
	text = printed("html", &report, NULL);
	assert_non_null(strstr(text, "\"line 14 \\u003cb>\"]],[31,[\"line 31 "));
	free(text);
	remove(name);
}

/* ---- encodings ------------------------------------------------------------------------------- */

static void expect_utf8(const char *text, const char *expected)
{
	json_t *json = dl_json_text(text);

	assert_string_equal(json_string_value(json), expected);
	json_decref(json);
}

static void utf8(void **state)
{
	(void)state;
	expect_utf8("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xf4\x8f\xbf\xbf",
		    "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xf4\x8f\xbf\xbf");
	expect_utf8("\xc1\xbf", "\xef\xbf\xbd\xef\xbf\xbd");			/* overlong */
	expect_utf8("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");	/* surrogate */
	expect_utf8("\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	expect_utf8("a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd");			/* cut off */
}

static void expect_free(char *is, const char *expected)
{
	assert_string_equal(is, expected);
	free(is);
}

static void uris_and_markdown(void **state)
{
	(void)state;
	expect_free(dl_uri("a:b/c:d"), "a%3Ab/c:d");
	expect_free(dl_uri("/a b?#[]"), "file:///a%20b%3F%23%5B%5D");
	expect_free(dl_markdown("dma_alloc_* and a_b, `x_ < *y`, <= [1]"),
		    "dma_alloc\\_\\* and a_b, `x_ < *y`, \\<= \\[1]");
}

static void unknown_format(void **state)
{
	(void)state;
	assert_null(dl_format_find("xml"));
	assert_string_equal(dl_format_find("sarif")->name, "sarif");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_documented),
		cmocka_unit_test(json_of_nasty),
		cmocka_unit_test(json_of_nothing),
		cmocka_unit_test(sarif_tells_the_path),
		cmocka_unit_test(sarif_of_nasty),
		cmocka_unit_test(sarif_of_a_failed_run),
		cmocka_unit_test(sarif_describes_every_rule),
		cmocka_unit_test(sarif_is_cut),
		cmocka_unit_test(suppressed_findings_are_marked),
		cmocka_unit_test(github_annotations),
		cmocka_unit_test(html_of_nasty),
		cmocka_unit_test(html_has_excerpts),
		cmocka_unit_test(utf8),
		cmocka_unit_test(uris_and_markdown),
		cmocka_unit_test(unknown_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
