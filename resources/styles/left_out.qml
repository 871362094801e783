<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Fields|MapTips">
 <aliases>$aliases</aliases>
 <mapTip>[% "reason" %]</mapTip>
</qgis>
