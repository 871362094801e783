"""Take pictures of the first page of the demo district's report, in English and Chinese.

Usage: report_pictures.py FOLDER WORK. FOLDER gets report_cover_en.png and report_cover_zh.png; needs Chromium.
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEMO = ROOT / "resources" / "demo" / "demo_district.gpkg"
WIDTH, HEIGHT = 900, 1080


def main(folder, work):
    shutil.rmtree(work, ignore_errors=True)
    profile = work / "profile" / "profiles" / "default"
    (profile / "python" / "plugins").mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "python" / "plugins" / "multiground").symlink_to(ROOT)
    for language, locale in (("en", "en"), ("zh", "zh-Hans")):
        settings = f"[PythonPlugins]\nmultiground=true\n[locale]\noverrideFlag=true\nuserLocale={locale}\n"
        (profile / "QGIS" / "QGIS3.ini").write_text(settings)
        report = work / f"report_{language}.html"
        assess(report, {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(work / "profile"), "QT_QPA_PLATFORM": "offscreen"})
        photograph(report, folder / f"report_cover_{language}.png")


def assess(report, environment):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    command = [program, "run", "multiground:assess", "--", f"PACKAGE={DEMO}"]
    command += [f"RESULT={report.with_suffix('.gpkg')}", f"REPORT={report}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def photograph(page, picture):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("this needs Chromium")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={picture}"]
    subprocess.run([*command, f"--window-size={WIDTH},{HEIGHT}", page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main(*(pathlib.Path(argument).resolve() for argument in sys.argv[1:3]))
