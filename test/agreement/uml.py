# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""User-Mode Linux with dma-debug: built once from Debian's linux-source package into a cache, and
booted once for each scenario.

What is kept in the cache, beneath a directory that is named for the tarball and the configuration:

    linux/          the source, without most drivers and other architectures, and its build
    modules/        scenarios.ko, its sources copied beside each other, and the initramfs
"""
import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile

import frame

TARBALL = "/usr/src/linux-source-6.12.tar.xz"
MAKE = ["make", "-s", "ARCH=um", "SUBARCH=x86_64"]
ENABLE = """64BIT PRINTK BUG DEBUG_BUGVERBOSE KALLSYMS MODULES MODULE_UNLOAD
    VIRTIO_UML VIRTIO VIRTIO_MENU PCI UML_PCI_OVER_VIRTIO DMA_API_DEBUG DMA_API_DEBUG_SG DEBUG_KERNEL
    DEBUG_FS BINFMT_ELF TTY STDERR_CONSOLE STACKTRACE BLK_DEV_INITRD RD_GZIP DEVTMPFS SLUB_DEBUG
    SLUB_DEBUG_ON SYSFS""".split()
DISABLE = ["SLUB_TINY"]
# Their Kconfig files are needed, their sources are not.
WITHOUT_SOURCES = """drivers/accel drivers/clk drivers/crypto drivers/gpu drivers/hid drivers/hwmon
    drivers/iio drivers/infiniband drivers/input drivers/media drivers/mtd drivers/net drivers/pinctrl
    drivers/platform drivers/power drivers/regulator drivers/scsi drivers/staging drivers/usb
    drivers/video fs/bcachefs fs/btrfs fs/ext4 fs/nfs fs/ocfs2 fs/smb fs/xfs net/bluetooth net/mac80211
    net/netfilter samples sound tools/perf tools/testing Documentation arch/alpha arch/arc arch/arm
    arch/arm64 arch/csky arch/hexagon arch/loongarch arch/m68k arch/microblaze arch/mips arch/nios2
    arch/openrisc arch/parisc arch/powerpc arch/riscv arch/s390 arch/sh arch/sparc
    arch/xtensa""".split()
SUFFIXES = "c h S rst yaml txt json dts dtsi".split()
BOOT_SECONDS = 60


class KernelError(Exception):
    """The kernel can't be had; the text says why."""


def default_cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "dma-lint")


def run(command, log, cwd):
    """Runs a command of the build; its output goes to a log that the error names."""
    with open(log, "ab") as file:
        file.write((" ".join(command[:12]) + "\n").encode())
        file.flush()
        done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=file,
                              stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise KernelError(f"'{' '.join(command[:6])}' failed; see {log}")


def key(tarball):
    stat = os.stat(tarball)
    parts = [os.path.basename(tarball), str(stat.st_size), *ENABLE, *DISABLE]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def exclusions():
    return [f"--exclude=*/{folder}/*.{suffix}" for folder in WITHOUT_SOURCES
            for suffix in SUFFIXES]


def unpack(tarball, directory, log):
    os.makedirs(directory, exist_ok=True)
    run(["tar", "-xf", tarball, "--strip-components=1", "-C", directory, *exclusions()], log, "/")


def configure(source, log):
    run([*MAKE, "tinyconfig"], log, source)
    options = [word for name in ENABLE for word in ("-e", name)]
    options += [word for name in DISABLE for word in ("-d", name)]
    run(["./scripts/config", *options], log, source)
    run([*MAKE, "olddefconfig"], log, source)
    with open(os.path.join(source, ".config"), encoding="utf-8") as file:
        lines = file.read().split("\n")
    missing = [name for name in ENABLE if f"CONFIG_{name}=y" not in lines]
    if missing:
        raise KernelError(f"the kernel's configuration does not take {' '.join(missing)}")


class Kernel:
    """A kernel that is built, and the scenarios as its module."""

    def __init__(self, cache, tarball, jobs, say):
        if not os.path.exists(tarball):
            raise KernelError(f"{tarball} is not there; it is in the package linux-source-6.12")
        self.say = say
        self.jobs = jobs
        self.root = os.path.join(cache, f"uml-{key(tarball)}")
        self.source = os.path.join(self.root, "linux")
        self.modules = os.path.join(self.root, "modules")
        self.log = os.path.join(self.root, "build.log")
        self.image = os.path.join(self.source, "vmlinux")
        self.tarball = tarball

    def build(self):
        done = os.path.join(self.root, "built")
        if os.path.exists(done):
            return
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(self.root)
        self.say(f"unpacking {self.tarball} to {self.root}")
        unpack(self.tarball, self.source, self.log)
        self.say("building User-Mode Linux (some minutes; once)")
        configure(self.source, self.log)
        run([*MAKE, f"-j{self.jobs}", "vmlinux", "modules"], self.log, self.source)
        with open(done, "w", encoding="utf-8") as file:
            file.write("complete\n")

    def make_module(self):
        command = [*MAKE, f"-j{self.jobs}", "-C", self.source, f"M={self.modules}", "-k", "modules"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        return done.stdout if done.returncode else ""

    def build_scenarios(self, scenarios):
        """Makes scenarios.ko and the initramfs. Returns, by name, what the compiler said of those
        that can't be in it."""
        failed = {}
        while True:
            good = [each for each in scenarios if each.name not in failed]
            frame.write_module(self.modules, good)
            said = self.make_module()
            if not said:
                break
            bad = [each.name for each in good if not os.path.exists(
                os.path.join(self.modules, frame.object_name(each)))]
            if not bad:
                raise KernelError(f"scenarios.ko can't be built:\n{said}")
            failed.update({name: said for name in bad})
        self.make_initramfs()
        return failed

    def make_initramfs(self):
        init = os.path.join(self.modules, "init")
        run(["cc", "-static", "-O1", "-o", init, os.path.join(frame.FRAME, "init.c")], self.log, "/")
        listing = os.path.join(self.modules, "initramfs.list")
        with open(listing, "w", encoding="utf-8") as file:
            file.write("dir /dev 755 0 0\nnod /dev/console 600 0 0 c 5 1\ndir /debug 755 0 0\n"
                       f"file /init {init} 755 0 0\n"
                       f"file /scenarios.ko {self.modules}/scenarios.ko 644 0 0\n")
        archive = subprocess.run([os.path.join(self.source, "usr/gen_init_cpio"), listing],
                                 stdout=subprocess.PIPE, check=True).stdout
        with open(os.path.join(self.modules, "initramfs.gz"), "wb") as file:
            file.write(gzip.compress(archive, 1))

    def boot(self, scenario):
        """The kernel's log of one scenario, as lines from its beginning to its end."""
        with tempfile.TemporaryDirectory(prefix="agree-") as home:
            command = [self.image, "mem=48M", f"initrd={self.modules}/initramfs.gz",
                       f"scenario={scenario.name}", f"uml_dir={home}"]
            try:
                done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, timeout=BOOT_SECONDS, check=False)
            except subprocess.TimeoutExpired as late:
                return [f"no end after {late.timeout} seconds"]
        return done.stdout.decode(errors="replace").replace("\r", "").split("\n")
