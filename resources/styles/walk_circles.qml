<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Rendering|Fields|MapTips">
 <renderer-v2 type="categorizedSymbol" attr="minutes" enableorderby="1" forceraster="0" symbollevels="0">
  <categories>$categories</categories>
  <symbols>$symbols</symbols>
  <orderby><orderByClause asc="0" nullsFirst="0">"minutes"</orderByClause></orderby>
 </renderer-v2>
 <layerOpacity>$opacity</layerOpacity>
 <aliases>$aliases</aliases>
 <mapTip>[% "origin_id" %]: [% "minutes" %] min</mapTip>
</qgis>
