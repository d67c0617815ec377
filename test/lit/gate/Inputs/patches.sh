# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=sh source=test/lit/gate/Inputs/tree.sh
# Patches of the small driver, good, bad and hostile. $1: where; the driver is in $1/tree.
top=$1
here=$(dirname "$0")
mkdir -p "$top"
rm -rf "${top:?}"/*
set -- "$top/repo" "$2"
. "$here/tree.sh"
sh "$here/versions.sh" "$top/versions" "$2"

# patch NAME A B: the difference of two versions
patch() {
	git -C "$top/versions" diff "$2" "$3" >"$top/$1.patch"
}

patch leak main leak
patch unleak leak main
patch newfile main newfile
patch filename main filename
cd "$top/versions"
git diff --no-prefix main leak >"$top/leak.p0"
git format-patch -q --stdout main..leak >"$top/leak.mbox"
git show main:drv/main.c >"$top/main.c.orig"
git show leak:drv/main.c >"$top/main.c"
{
	echo 'Only in one: x'
	diff -u "$top/main.c.orig" "$top/main.c" |
		sed "s,^--- .*,--- linux.orig/drv/main.c	2026-01-01 00:00:00,; s,^+++ .*,+++ linux/drv/main.c	2026-01-01 00:00:00,"
} >"$top/leak.diff" || true
{
	sed -n '1,/^$/p' "$top/leak.mbox" | sed '/^Content/d; /^MIME/d; /^$/d'
	printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n'
	printf 'Content-Transfer-Encoding: base64\n\n'
	sed '1,/^$/d' "$top/leak.mbox" | base64
} >"$top/base64.mbox"

git checkout -q -b twice leak
git show main:drv/main.c >drv/main.c
echo '/* mended */' >>drv/main.c
git commit -qam mended
git format-patch -q --cover-letter -o "$top/mails" main..twice
cat "$top"/mails/* >"$top/series.mbox"
cat "$top"/mails/0001* "$top"/mails/0001* >"$top/stale2.mbox"
git checkout -q main
git checkout -q -b picture
printf '\0\1\2\3' >drv/logo.png
printf '/* remark */\n' >>drv/done.c
chmod 755 drv/main.c
git add drv
git commit -qm picture
patch picture main picture

sed 's/if (reg == 0)/if (!reg)/' "$top/leak.patch" >"$top/stale.patch"
: >"$top/empty.patch"
echo 'this is no patch' >"$top/text.patch"

# Trees without git: what lies in a repository is not to be found from there.
mkdir "$top/tree"
cp -r "$top/repo/drv" "$top/tree/"
sed "s,$top/repo,$top/tree,g" "$top/repo/compile_commands.json" >"$top/tree/compile_commands.json"
cp -r "$top/tree" "$top/patched"
cp "$top/main.c" "$top/patched/drv/main.c"
sed -i "s,$top/tree,$top/patched,g" "$top/patched/compile_commands.json"

# Two functions that differ in nothing but their names; the second one is as the patch makes it.
cp -r "$top/tree" "$top/twins"
sed -i "s,$top/tree,$top/twins,g" "$top/twins/compile_commands.json"
for name in one two; do
	printf '\nvoid %s(struct ring *ring)\n{\n' "$name"
	printf '\tdma_addr_t dma = dma_map_single(ring->dev, ring->buf, 64, RING_DIR);\n\n'
	printf '\tif (dma_mapping_error(ring->dev, dma))\n\t\treturn;\n'
	printf '\tdma_unmap_single(ring->dev, dma, 64, RING_DIR);\n\tring->dma = 0;\n\tring->buf = 0;\n}\n'
done >>"$top/twins/drv/main.c"
cp "$top/twins/drv/main.c" "$top/twins.orig"
line=$(grep -n 'dma, 64, RING_DIR' "$top/twins.orig" | tail -n 1 | cut -d: -f1)
sed -i "${line}s/64/32/" "$top/twins/drv/main.c"
diff -u "$top/twins.orig" "$top/twins/drv/main.c" |
	sed 's,^--- .*,--- a/drv/main.c,; s,^+++ .*,+++ b/drv/main.c,' >"$top/untwin.patch" || true

mkdir "$top/elsewhere" "$top/hostile"
echo 'int untouched;' >"$top/victim.c"
echo 'int untouched;' >"$top/elsewhere/victim.c"
ln -s "$top/elsewhere" "$top/tree/linked"
cp -a "$top/tree" "$top/copy"

# hunk OLD NEW: changes the victim
hunk() {
	printf 'diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-int untouched;\n+int owned;\n' \
		"$1" "$1" "$1" "$1"
}

cd "$top/hostile"
hunk ../victim.c >outside.patch
printf -- '--- %s/victim.c\n+++ %s/victim.c\n@@ -1 +1 @@\n-int untouched;\n+int owned;\n' "$top" "$top" \
	>absolute.patch
hunk linked/victim.c >throughlink.patch
printf 'diff --git a/.git/x.c b/.git/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/.git/x.c\n@@ -0,0 +1 @@\n+int x;\n' >dotgit.patch
{
	printf 'From 1 Mon Sep 17 00:00:00 2001\nFrom: a <a@b.c>\nSubject: [PATCH 1/2] x\n\n---\n'
	printf 'diff --git a/way.c b/way.c\nnew file mode 120000\n--- /dev/null\n+++ b/way.c\n@@ -0,0 +1 @@\n'
	printf '+%s/victim.c\n\\ No newline at end of file\n' "$top"
	printf 'From 2 Mon Sep 17 00:00:00 2001\nFrom: a <a@b.c>\nSubject: [PATCH 2/2] x\n\n---\n'
	hunk way.c
} >link.mbox
# shellcheck disable=SC2016
printf 'diff --git "a/drv/<b>\\n$(touch x).c" "b/drv/<b>\\n$(touch x).c"\nnew file mode 100644\n--- /dev/null\n+++ "b/drv/<b>\\n$(touch x).c"\n@@ -0,0 +1 @@\n+int x;\n' >markup.patch
printf 'diff --git a/drv/main.c b/drv/main.c\n--- a/drv/main.c\0\n+++ b/drv/main.c\n@@ -1 +1 @@\n-x\n+y\n' >nul.patch
