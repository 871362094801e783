# make demo and make test set up what a fresh Debian 12 or 13 lacks; see CONTRIBUTING.md.
PYTHON := /usr/bin/python3
ENVIRONMENT := QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$(CURDIR)/.build/run \
	PYTHONPATH=$(CURDIR)/.build/libs:$(CURDIR)/.build/testlibs PYTHONDONTWRITEBYTECODE=1
VERSION := $(shell sed -n 's/^version=//p' metadata.txt)

.PHONY: demo test qt6 matrix fuzz bench screenshots translations demo-data package site clean

demo: ## assess the demo district; result and report in .build/demo
	tools/setup.sh demo
	mkdir -p -m 700 .build/run
	$(ENVIRONMENT) $(PYTHON) tools/demo.py .build/demo

test: ## the whole suite in this machine's QGIS
	tools/setup.sh test
	mkdir -p -m 700 .build/run
	$(ENVIRONMENT) QGIS_CUSTOM_CONFIG_PATH=$(CURDIR)/.build/profile $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder
	$(ENVIRONMENT) $(PYTHON) -m ruff check .

qt6: ## the drawn pictures under PyQt6, as QGIS 4 uses it
	tools/qt6.sh

matrix: ## the whole suite in QGIS 3.44, in a Debian 13 chroot
	tools/setup.sh test
	tools/matrix.sh

fuzz: ## every algorithm on broken packages for MINUTES=30, the same with the same SEED=0
	tools/setup.sh test
	mkdir -p -m 700 .build/run
	$(ENVIRONMENT) QGIS_CUSTOM_CONFIG_PATH=$(CURDIR)/.build/profile $(PYTHON) tools/fuzz.py .build/fuzz \
		$(or $(MINUTES),30) $(or $(SEED),0)

bench: ## speed and memory against the peers; TOPIC=polygons prints one table only
	tools/setup.sh test
	mkdir -p -m 700 .build/run
	$(ENVIRONMENT) $(PYTHON) tools/bench .build/bench $(TOPIC)

screenshots: ## the pictures of the docs: a real QGIS window, and real districts where MULTIGROUND_DATA names their folder
	tools/setup.sh test
	tools/screenshots.sh
	test -z "$(MULTIGROUND_DATA)" || $(ENVIRONMENT) QGIS_CUSTOM_CONFIG_PATH=$(CURDIR)/.build/profile \
		$(PYTHON) tools/pictures.py "$(MULTIGROUND_DATA)" docs/pictures .build/pictures
	$(ENVIRONMENT) $(PYTHON) tools/report_pictures.py docs/pictures .build/report_pictures
	$(ENVIRONMENT) QGIS_CUSTOM_CONFIG_PATH=$(CURDIR)/.build/profile \
		$(PYTHON) tools/measure_pictures.py docs/pictures .build/measure_pictures
	$(PYTHON) tools/fewer_colours.py docs/pictures

translations: ## collect the texts, then compile what is translated
	tools/setup.sh test
	pylupdate5 -noobsolete plugin.py ui/*.py algorithms/*.py algorithms/base/*.py urbanform/*.py -ts resources/i18n/multiground_zh.ts
	lrelease resources/i18n/multiground_zh.ts -qm resources/i18n/multiground_zh.qm

demo-data: ## draw the demo district and the golden case anew
	$(ENVIRONMENT) $(PYTHON) tools/make_demo.py

package: ## the zip that planners install, of a checkout in which nothing has been changed
	@test -z "$$(git status --porcelain)" || { git status --short; echo "not committed: no zip of this"; exit 1; }
	mkdir -p .build
	$(PYTHON) tools/package.py .build/multiground-$(VERSION).zip

site: ## the documentation as a small static site in .build/site
	tools/fetch.sh .build/sitelibs tools/requirements-site.txt
	PYTHONPATH=$(CURDIR)/.build/sitelibs $(PYTHON) -m mkdocs build --strict --quiet --site-dir .build/site

clean:
	rm -rf .build/demo .build/bench .build/fuzz .build/profile .build/run
