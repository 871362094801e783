<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh">
<context>
    <name>Multiground</name>
    <message>
        <source>{parameter}: found {value}; permitted: {permitted}. {remedy}</source>
        <translation>{parameter}：现为 {value}；应为：{permitted}。{remedy}</translation>
    </message>
    <message>
        <source>Choose a layer of that geometry type.</source>
        <translation>请选择该几何类型的图层。</translation>
    </message>
    <message>
        <source>no coordinate reference system</source>
        <translation>没有坐标参照系</translation>
    </message>
    <message>
        <source>any known one</source>
        <translation>任一已知坐标参照系</translation>
    </message>
    <message>
        <source>Set the layer&apos;s CRS in its properties.</source>
        <translation>请在图层属性中设置坐标参照系。</translation>
    </message>
    <message>
        <source>{}: measured in a repaired copy: features {}</source>
        <translation>{}：以修复后的副本量算的要素：{}</translation>
    </message>
    <message>
        <source>Choose a field of the layer.</source>
        <translation>请选择该图层的字段。</translation>
    </message>
    <message>
        <source>{}: {} is read from field {}</source>
        <translation>{}：{} 取自字段 {}</translation>
    </message>
    <message>
        <source>{}: {} of {} features skipped, {}: {}</source>
        <translation>{}：跳过 {} 个要素（共 {} 个），{}：{}</translation>
    </message>
    <message>
        <source>Measured in {}, whose scale stays within {:.1g} of 1</source>
        <translation>量算坐标系：{}，长度比与 1 相差不超过 {:.1g}</translation>
    </message>
    <message>
        <source>a file in a folder that exists and can be written</source>
        <translation>已存在且可写入的文件夹中的文件</translation>
    </message>
    <message>
        <source>Make the folder, or choose another.</source>
        <translation>请新建该文件夹，或另选文件夹。</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>请另选文件名。</translation>
    </message>
    <message>
        <source>a new file, or the file of an earlier result</source>
        <translation>新文件，或先前结果的文件</translation>
    </message>
    <message>
        <source>{} is replaced</source>
        <translation>{} 已被替换</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；未写入任何内容。</translation>
    </message>
    <message>
        <source>without a geometry</source>
        <translation>没有几何图形</translation>
    </message>
    <message>
        <source>with coordinates that are no numbers</source>
        <translation>坐标不是数值</translation>
    </message>
    <message>
        <source>with a geometry that cannot be repaired</source>
        <translation>几何图形无法修复</translation>
    </message>
    <message>
        <source>of another geometry type</source>
        <translation>几何类型不符</translation>
    </message>
    <message>
        <source>coordinates within the layer&apos;s CRS</source>
        <translation>位于图层坐标参照系范围内的坐标</translation>
    </message>
    <message>
        <source>Set the CRS that the coordinates are really in.</source>
        <translation>请设置坐标实际所用的坐标参照系。</translation>
    </message>
    <message>
        <source>no usable feature</source>
        <translation>没有可用的要素</translation>
    </message>
    <message>
        <source>at least one feature with a valid geometry</source>
        <translation>至少一个几何图形有效的要素</translation>
    </message>
    <message>
        <source>Check the layer, its filter and its selection.</source>
        <translation>请检查图层及其过滤条件和选择集。</translation>
    </message>
    <message>
        <source>excellent</source>
        <translation>优秀</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>violation</source>
        <translation>违反</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>不可评价</translation>
    </message>
    <message>
        <source>counted whole</source>
        <translation>全长计入</translation>
    </message>
    <message>
        <source>boundary road, counted half</source>
        <translation>边界道路，按一半计入</translation>
    </message>
    <message>
        <source>Plot size (4.2.2)</source>
        <translation>地块尺寸（4.2.2）</translation>
    </message>
    <message>
        <source>Plots and streets</source>
        <translation>地块与街道</translation>
    </message>
    <message>
        <source>plot,parcel,size,area,side,land use,guideline</source>
        <translation>地块,宗地,尺寸,面积,边长,用地性质,导则,plot,size</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>Plots of land, without the roads between them.</source>
        <translation>各地块用地，不含其间的道路。</translation>
    </message>
    <message>
        <source>{} Looked up when empty.</source>
        <translation>{}留空时自动查找。</translation>
    </message>
    <message>
        <source>Area (m²) or share of this use, for the 90 % rule.</source>
        <translation>该用途的面积（m²）或占比，用于 90% 规则。</translation>
    </message>
    <message>
        <source>Field with the land use</source>
        <translation>用地性质字段</translation>
    </message>
    <message>
        <source>Code or name of the land use; combined ones such as B1/R2 are read.</source>
        <translation>用地代码或名称；可识别 B1/R2 等组合代码。</translation>
    </message>
    <message>
        <source>Field with the commercial part</source>
        <translation>商业部分字段</translation>
    </message>
    <message>
        <source>Field with the residential part</source>
        <translation>居住部分字段</translation>
    </message>
    <message>
        <source>Field with the public-service part</source>
        <translation>公共服务部分字段</translation>
    </message>
    <message>
        <source>Field with the part of other uses</source>
        <translation>其他用途部分字段</translation>
    </message>
    <message>
        <source>Field that marks core areas</source>
        <translation>核心区标记字段</translation>
    </message>
    <message>
        <source>Yes or no: in a core area a commercial plot has no upper bound.</source>
        <translation>是或否：核心区的商业地块面积没有上限。</translation>
    </message>
    <message>
        <source>Own table of codes</source>
        <translation>自定义代码表</translation>
    </message>
    <message>
        <source>Table whose fields code and class map your own codes to commercial, residential, public_service, mixed or other.</source>
        <translation>以字段 code 和 class 将自有代码对应到 commercial、residential、public_service、mixed 或 other 的表。</translation>
    </message>
    <message>
        <source>Plot size</source>
        <translation>地块尺寸</translation>
    </message>
    <message>
        <source>Plots graded excellent</source>
        <translation>评为优秀的地块数</translation>
    </message>
    <message>
        <source>Plots graded good</source>
        <translation>评为良好的地块数</translation>
    </message>
    <message>
        <source>Plots graded fair</source>
        <translation>评为一般的地块数</translation>
    </message>
    <message>
        <source>Plots without the data to assess them</source>
        <translation>缺少数据、不可评价的地块数</translation>
    </message>
    <message>
        <source>no field with land uses</source>
        <translation>没有用地性质字段</translation>
    </message>
    <message>
        <source>a field with land-use codes, or fields with areas by use</source>
        <translation>用地代码字段，或分用途面积字段</translation>
    </message>
    <message>
        <source>Choose USE_FIELD, or the fields with the parts by use.</source>
        <translation>请选择 USE_FIELD，或各用途部分的字段。</translation>
    </message>
    <message>
        <source>Rename the table&apos;s fields.</source>
        <translation>请更改表中的字段名。</translation>
    </message>
    <message>
        <source>Correct the classes in the table.</source>
        <translation>请改正表中的类别。</translation>
    </message>
    <message>
        <source>{} plots of unknown land use are not assessed: {}</source>
        <translation>{} 个地块的用地性质未知，不可评价：{}</translation>
    </message>
    <message>
        <source>several parts: sides of the largest</source>
        <translation>由多个部分组成：边长取自最大部分</translation>
    </message>
    <message>
        <source>irregular shape: look at its narrowest place</source>
        <translation>形状不规则：请查看其最窄处</translation>
    </message>
    <message>
        <source>The land use is missing or unknown: {}</source>
        <translation>用地性质缺失或未知：{}</translation>
    </message>
    <message>
        <source>The guideline gives no size for this land use.</source>
        <translation>导则未规定该类用地的地块尺寸。</translation>
    </message>
    <message>
        <source>A commercial plot in a core area may be larger.</source>
        <translation>核心商业区的地块可更大。</translation>
    </message>
    <message>
        <source>The parts exceed the plot: taken as shares of floor area.</source>
        <translation>各部分之和超过地块面积：按建筑面积占比计。</translation>
    </message>
    <message>
        <source>The value lies within the measuring CRS&apos;s scale error of the bound {:g}.</source>
        <translation>该值与界限 {:g} 的差小于量算坐标系的长度误差。</translation>
    </message>
    <message>
        <source>Commercial</source>
        <translation>商业</translation>
    </message>
    <message>
        <source>Residential</source>
        <translation>居住</translation>
    </message>
    <message>
        <source>Public service</source>
        <translation>公共服务</translation>
    </message>
    <message>
        <source>Mixed use</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Multiground</source>
        <translation>Multiground 基面系统</translation>
    </message>
    <message>
        <source>Road network density (4.1.3-1)</source>
        <translation>路网密度（4.1.3-1）</translation>
    </message>
    <message>
        <source>road,street,density,network,guideline</source>
        <translation>道路,街道,路网,密度,导则,road,density</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Centre lines of roads; lines beyond the districts do no harm.</source>
        <translation>道路中心线；片区以外的线不影响结果。</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>The planned land of each district, roads included.</source>
        <translation>各片区的规划用地，含道路。</translation>
    </message>
    <message>
        <source>Field with the road class</source>
        <translation>道路等级字段</translation>
    </message>
    <message>
        <source>Field with the street name</source>
        <translation>道路名称字段</translation>
    </message>
    <message>
        <source>Field with one-way direction</source>
        <translation>单行方向字段</translation>
    </message>
    <message>
        <source>Classes to count</source>
        <translation>计入的道路等级</translation>
    </message>
    <message>
        <source>Comma list of classes; * counts every road; empty counts those of the road-class table.</source>
        <translation>以逗号分隔的等级；* 表示计入全部道路；留空时按道路等级表计入。</translation>
    </message>
    <message>
        <source>half (unbiased)</source>
        <translation>一半（无偏）</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全长</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>Roads along the outline count</source>
        <translation>边界道路的计入方式</translation>
    </message>
    <message>
        <source>A road along a district&apos;s outline serves both sides, so half of its length counts.</source>
        <translation>沿片区边界的道路服务两侧，故计入一半长度。</translation>
    </message>
    <message>
        <source>Width of the outline</source>
        <translation>边界宽度</translation>
    </message>
    <message>
        <source>Metres on either side of the outline within which a road along it is a boundary road.</source>
        <translation>边界线两侧的米数；沿边界且在此范围内的道路为边界道路。</translation>
    </message>
    <message>
        <source>Count dual carriageways once</source>
        <translation>双幅路只计一次</translation>
    </message>
    <message>
        <source>Two carriageways of one street, 2 to 50 m apart, count as their middle line.</source>
        <translation>同一道路相距 2 至 50 m 的两幅车行道按其中线计。</translation>
    </message>
    <message>
        <source>Road network density</source>
        <translation>路网密度</translation>
    </message>
    <message>
        <source>Counted roads</source>
        <translation>计入的道路</translation>
    </message>
    <message>
        <source>Density of all districts (km/km²)</source>
        <translation>全部片区的路网密度（km/km²）</translation>
    </message>
    <message>
        <source>Grade of all districts</source>
        <translation>全部片区的评级</translation>
    </message>
    <message>
        <source>No road of the layer reaches this district: the data end before it.</source>
        <translation>该图层没有道路到达本片区：数据未覆盖此处。</translation>
    </message>
    <message>
        <source>{density:.2f} km/km²: {km:.2f} km of counted road on {area:.3f} km²; recommended {low:g}–{high:g}, at most {most:g}.</source>
        <translation>{density:.2f} km/km²：计入道路 {km:.2f} km，用地 {area:.3f} km²；宜为 {low:g}~{high:g}，不应高于 {most:g}。</translation>
    </message>
    <message>
        <source>at least one road of a counted class</source>
        <translation>至少一条属于计入等级的道路</translation>
    </message>
    <message>
        <source>Name the classes to count in COUNTED_CLASSES, or * to count every road.</source>
        <translation>请在 COUNTED_CLASSES 中写明计入的等级，或用 * 计入全部道路。</translation>
    </message>
    <message>
        <source>half, full or none</source>
        <translation>half、full 或 none</translation>
    </message>
    <message>
        <source>Choose one of the three rules.</source>
        <translation>请从三种规则中选择。</translation>
    </message>
    <message>
        <source>0 m or more</source>
        <translation>0 m 或以上</translation>
    </message>
    <message>
        <source>Enter the half width of a boundary street, for example 15.</source>
        <translation>请输入边界道路的半宽，例如 15。</translation>
    </message>
    <message>
        <source>no field with road classes</source>
        <translation>没有道路等级字段</translation>
    </message>
    <message>
        <source>a field with classes of the road-class table</source>
        <translation>含有道路等级表所列等级的字段</translation>
    </message>
    <message>
        <source>Choose CLASS_FIELD, or set COUNTED_CLASSES=* to count every road.</source>
        <translation>请选择 CLASS_FIELD，或设 COUNTED_CLASSES=* 计入全部道路。</translation>
    </message>
    <message>
        <source>Area and smallest side of each plot against the range for its land use, clause 4.2.2: both met is excellent, one of them good, neither fair.

The smallest side is the smallest distance between two parallels that hold the plot, so that a chamfered corner does not count. Codes of GB 50137-2011, of the 2023 classification and of the Shenzhen standard are read, alone or combined; a plot whose one use holds at least 90 % is of that use. A use without a range of its own is not applicable; an unknown code is not assessed.</source>
        <translation>按条文 4.2.2 比较各地块的面积和最小边长与其用地性质的适宜区间：两项均满足为优秀，满足一项为良好，均不满足为一般。

最小边长是夹住地块的两条平行线之间的最小距离，街角切角不影响结果。可识别 GB 50137-2011、2023 年用地用海分类和深标的代码，单独或组合均可；某一用途占比不少于 90% 的地块认定为该用途。没有规定尺寸的用地不适用；未知代码不可评价。</translation>
    </message>
    <message>
        <source>{use}: {area:,.2f} m² (range {low:,.0f}–{high:,.0f}), smallest side {side:.2f} m (at least {least:g}, target {target:g}).</source>
        <translation>{use}：{area:,.2f} m²（适宜区间 {low:,.0f}~{high:,.0f}），最小边长 {side:.2f} m（不小于 {least:g}，目标 {target:g}）。</translation>
    </message>
    <message>
        <source>Kilometres of counted road per square kilometre of each district, graded by clause 4.1.3-1: 8 to 10 is recommended, more than 12 is not permitted.

Expressways, arterials, secondary and branch roads count; a street drawn as two carriageways counts once; a road along the district&apos;s outline counts half, because it serves both sides. The densities that count it whole and not at all stand beside.</source>
        <translation>各片区每平方公里用地上计入道路的公里数，按条文 4.1.3-1 评级：宜为 8~10，不应高于 12。

快速路、主干路、次干路和支路计入；画成两幅车行道的道路只计一次；沿片区边界的道路服务两侧，按一半计入。全长计入与不计入时的密度一并列出。</translation>
    </message>
    <message>
        <source>Class names of the road-class table, OSM highway values or Chinese names.</source>
        <translation>道路等级表中的等级名、OSM 的 highway 值或中文名称。</translation>
    </message>
    <message>
        <source>Carriageways of one name count as one street.</source>
        <translation>同名的两幅车行道计为一条道路。</translation>
    </message>
    <message>
        <source>Opposite one-way carriageways count as one street.</source>
        <translation>方向相反的两幅单行车行道计为一条道路。</translation>
    </message>
    <message>
        <source>data that lie within some hundred kilometres</source>
        <translation>位于数百公里范围内的数据</translation>
    </message>
    <message>
        <source>A shapefile cuts field names to 10 characters; use .gpkg.</source>
        <translation>Shapefile 会将字段名截断为 10 个字符；请改用 .gpkg。</translation>
    </message>
    <message>
        <source>a file or table of its own for each result</source>
        <translation>每个结果各自的文件或表</translation>
    </message>
    <message>
        <source>Python libraries missing: {}. Windows: run the OSGeo4W setup and install the package qgis-full (the MSI installers hold it). macOS: install the official QGIS 3.44.7 or newer. Debian, Ubuntu: apt install python3-geopandas python3-networkx python3-scipy; where shapely is older than 2, also: pip install --user --break-system-packages --no-deps shapely==2.0.7</source>
        <translation>缺少 Python 库：{}。Windows：运行 OSGeo4W 安装程序并安装 qgis-full（MSI 安装包已包含）。macOS：安装官方 QGIS 3.44.7 或更新版本。Debian、Ubuntu：apt install python3-geopandas python3-networkx python3-scipy；若 shapely 低于 2，另执行：pip install --user --break-system-packages --no-deps shapely==2.0.7</translation>
    </message>
    <message>
        <source>Leave out features far from the others, such as at 0, 0.</source>
        <translation>请排除远离其他要素的要素（例如位于 0, 0 处）。</translation>
    </message>
    <message>
        <source>Life circle: service checklist (5.2.5)</source>
        <translation>生活圈：服务清单（5.2.5）</translation>
    </message>
    <message>
        <source>Functions and life circles</source>
        <translation>功能与生活圈</translation>
    </message>
    <message>
        <source>life circle,service,facility,walk,checklist,guideline</source>
        <translation>生活圈,服务,设施,步行,清单,导则</translation>
    </message>
    <message>
        <source>Minutes on foot from every office to the nearest facility of each of the 17 categories of clause 5.2.5: convenience store, café and restaurant within 5 minutes, supermarket, bank, bookshop, clinic, primary school and community centre within 10, the others within 15.

A category is excellent when 80 % of the office floor area is served. A category without any facility in the data is not assessed, unless the extent of the data is given: then there are none. An office whose 15-minute circle leaves the data is assessed only for what serves it.</source>
        <translation>从每处办公空间步行到第 5.2.5 条 17 类设施中每一类最近一处的分钟数：便利店、咖啡馆、餐饮 5 分钟以内，超市、银行、书店、社区医院、小学、社区中心 10 分钟以内，其余 15 分钟以内。

办公建筑面积的 80% 得到服务时，该类别为优秀。数据中没有任何设施的类别不作评价；若给出了数据范围，则视为确实没有。15 分钟步行圈超出数据范围的办公空间，只就已得到服务的类别作评价。</translation>
    </message>
    <message>
        <source>Offices</source>
        <translation>办公空间</translation>
    </message>
    <message>
        <source>Office spaces, points or polygons; polygons stand for their point on surface.</source>
        <translation>办公空间的点或面；面以其内部点代表。</translation>
    </message>
    <message>
        <source>Field with the floor area</source>
        <translation>建筑面积字段</translation>
    </message>
    <message>
        <source>Square metres, by which offices weigh; without it each counts the same.</source>
        <translation>办公空间按建筑面积（平方米）加权；没有该字段时各处权重相同。</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>设施</translation>
    </message>
    <message>
        <source>Points or polygons of services, also beyond the district.</source>
        <translation>服务设施的点或面，应包括片区之外的设施。</translation>
    </message>
    <message>
        <source>Field with the category</source>
        <translation>类别字段</translation>
    </message>
    <message>
        <source>Category codes, types of map services in Chinese or English, or OSM tags.</source>
        <translation>类别代码、中英文地图服务的类型文字，或 OSM 标签。</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Table with the fields category and band (minutes); empty: the guideline&apos;s 17.</source>
        <translation>含 category 与 band（分钟）字段的表；留空则用导则的 17 类。</translation>
    </message>
    <message>
        <source>Extent of the data</source>
        <translation>数据范围</translation>
    </message>
    <message>
        <source>Polygon within which the facilities are known; empty: the network&apos;s hull.</source>
        <translation>设施数据完整的范围面；留空则用路网的外包范围。</translation>
    </message>
    <message>
        <source>Target: office floor area served (%)</source>
        <translation>目标：得到服务的办公建筑面积占比（%）</translation>
    </message>
    <message>
        <source>Per cent of office floor area from which a category is excellent.</source>
        <translation>办公建筑面积占比（%）达到该值时，类别为优秀。</translation>
    </message>
    <message>
        <source>Offices with their life circle</source>
        <translation>办公空间的生活圈</translation>
    </message>
    <message>
        <source>Service categories</source>
        <translation>服务类别</translation>
    </message>
    <message>
        <source>Office floor area served, mean of categories (%)</source>
        <translation>得到服务的办公建筑面积占比，各类别平均（%）</translation>
    </message>
    <message>
        <source>Number of categories that reach the target</source>
        <translation>达到目标的类别数</translation>
    </message>
    <message>
        <source>Grade of all categories</source>
        <translation>全部类别的评级</translation>
    </message>
    <message>
        <source>+{:.0f} categories</source>
        <translation>+{:.0f} 类</translation>
    </message>
    <message>
        <source>Minutes to: {}</source>
        <translation>到{}的分钟数</translation>
    </message>
    <message>
        <source>No field with floor areas: every office counts the same.</source>
        <translation>没有建筑面积字段：各处办公空间权重相同。</translation>
    </message>
    <message>
        <source>{} offices without a floor area do not count in the shares: {}</source>
        <translation>{} 处办公空间没有建筑面积，不计入占比：{}</translation>
    </message>
    <message>
        <source>{} facilities of no known category: {}</source>
        <translation>{} 处设施的类别无法识别：{}</translation>
    </message>
    <message>
        <source>No facility in the data: {}</source>
        <translation>数据中没有这些类别的设施：{}</translation>
    </message>
    <message>
        <source>{} of {} categories within their minutes.</source>
        <translation>{} 类在规定分钟数之内，共 {} 类。</translation>
    </message>
    <message>
        <source>{label} {minutes:.2f} min ({band:g})</source>
        <translation>{label} {minutes:.2f} 分钟（{band:g}）</translation>
    </message>
    <message>
        <source>{label}: none reachable</source>
        <translation>{label}：无法到达</translation>
    </message>
    <message>
        <source>Too far: {}.</source>
        <translation>过远：{}。</translation>
    </message>
    <message>
        <source>Not assessed: {}.</source>
        <translation>不可评价：{}。</translation>
    </message>
    <message>
        <source>Estimated: straight lines at 0.7 of the speed.</source>
        <translation>估算：按直线距离与 0.7 倍速度计算。</translation>
    </message>
    <message>
        <source>{label}: not enough is known of the offices or of the facilities.</source>
        <translation>{label}：办公空间或设施的数据不足。</translation>
    </message>
    <message>
        <source>Walk circles (5.2.5)</source>
        <translation>步行圈（5.2.5）</translation>
    </message>
    <message>
        <source>walk,isochrone,service area,catchment,skyway,life circle</source>
        <translation>步行,等时圈,服务区,步行圈,连廊,生活圈</translation>
    </message>
    <message>
        <source>What lies within 5, 10 and 15 minutes on foot of each origin, in three dimensions: clause 5.2.5.

Lines with heights join in space, so that a bridge does not leak into the street below; lines without heights join at shared vertices. Stairs, escalators, ramps and lifts take their own time, and an origin on a storey takes the lift first. Streets are cut exactly at the limit. A circle is the area within the buffer of the reached streets; its outline is right to an eighth of the buffer. The concave hull is generous: it also covers what no street crosses.</source>
        <translation>从每个起点步行 5、10、15 分钟所及的三维范围：第 5.2.5 条。

有高程的线在空间中连接，天桥不会与其下的街道连通；没有高程的线在共有顶点处连接。楼梯、扶梯、坡道和电梯各按自己的时间计算，位于楼层上的起点先乘电梯。街道在时限处精确截断。步行圈是可达街道缓冲距离之内的区域，其轮廓的误差不超过缓冲距离的八分之一。凹包偏宽：它也覆盖了没有街道穿过的地方。</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Points, or polygons, which stand for their point on surface.</source>
        <translation>点或面；面以其内部点代表。</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟数</translation>
    </message>
    <message>
        <source>Limits in minutes, separated by commas.</source>
        <translation>时限（分钟），用逗号分隔。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>The hull is generous: it also covers what no street crosses.</source>
        <translation>凹包偏宽：它也覆盖没有街道穿过的地方。</translation>
    </message>
    <message>
        <source>reached streets buffered</source>
        <translation>可达街道的缓冲区</translation>
    </message>
    <message>
        <source>concave hull</source>
        <translation>凹包</translation>
    </message>
    <message>
        <source>no polygons</source>
        <translation>不生成面</translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation>缓冲距离</translation>
    </message>
    <message>
        <source>Metres from a reached street to the outline, right to an eighth of it.</source>
        <translation>从可达街道到轮廓的米数，误差不超过其八分之一。</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>环带</translation>
    </message>
    <message>
        <source>Bands that do not overlap, instead of circles inside each other.</source>
        <translation>生成互不重叠的环带，而不是层层相套的圈。</translation>
    </message>
    <message>
        <source>Circles of several origins</source>
        <translation>多个起点的步行圈</translation>
    </message>
    <message>
        <source>Each origin&apos;s own, all merged, or each street to its nearest origin.</source>
        <translation>各起点各自成圈、全部合并，或每段街道归最近的起点。</translation>
    </message>
    <message>
        <source>of each origin</source>
        <translation>各起点分别</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>nearest origin</source>
        <translation>最近起点</translation>
    </message>
    <message>
        <source>Direction of the walk</source>
        <translation>步行方向</translation>
    </message>
    <message>
        <source>Away from the origins or towards them: escalators tell the two apart.</source>
        <translation>离开起点或走向起点：单向扶梯使两者不同。</translation>
    </message>
    <message>
        <source>from the origins</source>
        <translation>从起点出发</translation>
    </message>
    <message>
        <source>to the origins</source>
        <translation>走向起点</translation>
    </message>
    <message>
        <source>Walk circles</source>
        <translation>步行圈</translation>
    </message>
    <message>
        <source>Reached streets</source>
        <translation>可达街道</translation>
    </message>
    <message>
        <source>Origins left out</source>
        <translation>未计入的起点</translation>
    </message>
    <message>
        <source>Number of origins on the network</source>
        <translation>接入路网的起点数</translation>
    </message>
    <message>
        <source>Number of origins left out</source>
        <translation>未计入的起点数</translation>
    </message>
    <message>
        <source>Estimated: straight lines of {:.0f} m, 0.7 of a walk of {:g} minutes.</source>
        <translation>估算：直线距离 {:.0f} 米，为步行 {:g} 分钟的 0.7 倍。</translation>
    </message>
    <message>
        <source>{:.2f} km of street within {:g} minutes.</source>
        <translation>{:.2f} 公里街道在 {:g} 分钟之内可达。</translation>
    </message>
    <message>
        <source>Generous: the hull also covers what no street crosses.</source>
        <translation>偏宽：凹包也覆盖没有街道穿过的地方。</translation>
    </message>
    <message>
        <source>{}: no usable feature: there are none</source>
        <translation>{}：没有可用要素，视为没有</translation>
    </message>
    <message>
        <source>within {:g} minutes</source>
        <translation>{:g} 分钟之内</translation>
    </message>
    <message>
        <source>Walking network</source>
        <translation>步行网络</translation>
    </message>
    <message>
        <source>Lines that people walk, with or without heights; empty measures straight lines at 0.7 of the speed.</source>
        <translation>供步行的线，有无高程均可；留空则按直线距离与 0.7 倍速度计算。</translation>
    </message>
    <message>
        <source>Field with the kind of way</source>
        <translation>道路类别字段</translation>
    </message>
    <message>
        <source>Stairs, escalator, elevator, skyway … in words, as OSM or Hong Kong codes.</source>
        <translation>楼梯、扶梯、电梯、连廊等，可为文字、OSM 值或香港代码。</translation>
    </message>
    <message>
        <source>Field with the height of the way</source>
        <translation>道路高程字段</translation>
    </message>
    <message>
        <source>Metres above ground; z_from and z_to, or heights in the geometry, also count.</source>
        <translation>高出地面的米数；z_from 与 z_to 或几何中的高程同样有效。</translation>
    </message>
    <message>
        <source>Field with the level of the way</source>
        <translation>道路层级字段</translation>
    </message>
    <message>
        <source>0 is the street, -1 the first level below it; lists such as 0;1 are read.</source>
        <translation>0 为街道层，-1 为地下一层；可读 0;1 这样的列表。</translation>
    </message>
    <message>
        <source>Field with the direction</source>
        <translation>通行方向字段</translation>
    </message>
    <message>
        <source>Both, forward or backward; decides for escalators.</source>
        <translation>双向、正向或反向；对扶梯起决定作用。</translation>
    </message>
    <message>
        <source>Field with the storey</source>
        <translation>楼层字段</translation>
    </message>
    <message>
        <source>Storey of each place, 1 at the street, -1 below it: its lift time is added.</source>
        <translation>所在楼层，首层为 1，地下一层为 -1：计入乘电梯的时间。</translation>
    </message>
    <message>
        <source>Field with the level of its door</source>
        <translation>出入口层级字段</translation>
    </message>
    <message>
        <source>Level at which each place meets the network, where that is known.</source>
        <translation>已知时，各处与步行网络相接的层级。</translation>
    </message>
    <message>
        <source>Walking speed (km/h)</source>
        <translation>步行速度（公里/小时）</translation>
    </message>
    <message>
        <source>Kilometres per hour.</source>
        <translation>公里每小时。</translation>
    </message>
    <message>
        <source>Largest distance to the network</source>
        <translation>到路网的最大距离</translation>
    </message>
    <message>
        <source>Metres from a place to its street; places farther away are left out.</source>
        <translation>到街道的米数；更远的不计入。</translation>
    </message>
    <message>
        <source>Step-free</source>
        <translation>无障碍（无台阶）</translation>
    </message>
    <message>
        <source>Without stairs and escalators.</source>
        <translation>不走楼梯和扶梯。</translation>
    </message>
    <message>
        <source>By night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Only ways that are open 24 hours; unknown hours count as open and are listed.</source>
        <translation>只走 24 小时开放的通道；开放时间未知的视为开放并列出。</translation>
    </message>
    <message>
        <source>Kinds left out</source>
        <translation>不走的类别</translation>
    </message>
    <message>
        <source>Comma list of kinds, for example skyway,underpass,corridor.</source>
        <translation>用逗号分隔的类别，例如 skyway,underpass,corridor。</translation>
    </message>
    <message>
        <source>Join lines where they cross</source>
        <translation>线在相交处连接</translation>
    </message>
    <message>
        <source>For drawings without nodes: lines of one level join where they cross.</source>
        <translation>用于没有节点的图纸：同一层级的线在相交处连接。</translation>
    </message>
    <message>
        <source>Stairs: times their length</source>
        <translation>楼梯长度倍数</translation>
    </message>
    <message>
        <source>A metre of stairs costs as much as so many metres of street.</source>
        <translation>一米楼梯相当于多少米街道。</translation>
    </message>
    <message>
        <source>Escalator speed (m/s)</source>
        <translation>扶梯速度（米/秒）</translation>
    </message>
    <message>
        <source>Metres per second along the escalator.</source>
        <translation>沿扶梯方向的米每秒。</translation>
    </message>
    <message>
        <source>Lift speed (m/s)</source>
        <translation>电梯速度（米/秒）</translation>
    </message>
    <message>
        <source>Metres of height per second.</source>
        <translation>每秒升降的米数。</translation>
    </message>
    <message>
        <source>Wait for a lift (s)</source>
        <translation>候梯时间（秒）</translation>
    </message>
    <message>
        <source>Seconds before each ride.</source>
        <translation>每次乘梯前的秒数。</translation>
    </message>
    <message>
        <source>Distance to ways of another level</source>
        <translation>到其他层级通道的距离</translation>
    </message>
    <message>
        <source>Metres: a storey&apos;s lift also leads to ways of other levels that pass its building so near; three times as far from a point.</source>
        <translation>米：建筑的电梯也通往从旁经过且在此距离之内的其他层级通道；对点为三倍距离。</translation>
    </message>
    <message>
        <source>Smallest piece of network</source>
        <translation>最小路网片段</translation>
    </message>
    <message>
        <source>Metres of street: places are not put on pieces smaller than this.</source>
        <translation>街道米数：更小的片段不作为接入点。</translation>
    </message>
    <message>
        <source>Height of the ground</source>
        <translation>地面高程</translation>
    </message>
    <message>
        <source>Metres, or a field of the network, where heights are absolute; empty: above ground.</source>
        <translation>高程为绝对值时填米数或路网的字段；留空表示高程为高出地面的高度。</translation>
    </message>
    <message>
        <source>0 or more metres</source>
        <translation>不小于 0 米</translation>
    </message>
    <message>
        <source>more than 0 metres</source>
        <translation>大于 0 米</translation>
    </message>
    <message>
        <source>Leave the default, or enter the value in the stated unit.</source>
        <translation>请保留默认值，或按所示单位输入。</translation>
    </message>
    <message>
        <source>No walking network: straight lines at 0.7 of the speed.</source>
        <translation>没有步行网络：按直线距离与 0.7 倍速度计算。</translation>
    </message>
    <message>
        <source>Walking network: {} edges, {} nodes, {:.1f} km</source>
        <translation>步行网络：{} 条边，{} 个节点，{:.1f} 公里</translation>
    </message>
    <message>
        <source>of unknown kind, walked as a footway</source>
        <translation>类别未知，按步行道处理</translation>
    </message>
    <message>
        <source>of unknown direction, walked both ways</source>
        <translation>方向未知，按双向处理</translation>
    </message>
    <message>
        <source>of unknown hours, taken as open by night</source>
        <translation>开放时间未知，视为夜间开放</translation>
    </message>
    <message>
        <source>with incomplete heights, taken as lines without heights</source>
        <translation>高程不全，按没有高程的线处理</translation>
    </message>
    <message>
        <source>closed to walkers, left out</source>
        <translation>禁止步行，不计入</translation>
    </message>
    <message>
        <source>left out by the kinds and hours chosen</source>
        <translation>按所选类别与时间不计入</translation>
    </message>
    <message>
        <source>without length, left out</source>
        <translation>没有长度，不计入</translation>
    </message>
    <message>
        <source>drawn twice, counted once</source>
        <translation>重复绘制，只计一次</translation>
    </message>
    <message>
        <source>{}: {} places on a storey of unknown height: {:g} m a storey</source>
        <translation>{}：{} 处所在建筑的层高未知，按每层 {:g} 米计算</translation>
    </message>
    <message>
        <source>{:.2f} m from the nearest street, more than {:g} m</source>
        <translation>距最近的街道 {:.2f} 米，超过 {:g} 米</translation>
    </message>
    <message>
        <source>each category once, with its minutes</source>
        <translation>每个类别一行，并给出分钟数</translation>
    </message>
    <message>
        <source>Correct the row of the checklist.</source>
        <translation>请更正清单中的该行。</translation>
    </message>
    <message>
        <source>more than 0 and at most 100 %</source>
        <translation>大于 0 且不超过 100%</translation>
    </message>
    <message>
        <source>no line that can be walked</source>
        <translation>没有可步行的线</translation>
    </message>
    <message>
        <source>at least one line of some length that is open to walkers</source>
        <translation>至少一条有长度且允许步行的线</translation>
    </message>
    <message>
        <source>Check the layer, the kinds of its lines and the kinds left out.</source>
        <translation>请检查图层、线的类别以及不走的类别。</translation>
    </message>
    <message>
        <source>a number above 0</source>
        <translation>大于 0 的数</translation>
    </message>
    <message>
        <source>0 or more seconds</source>
        <translation>不小于 0 秒</translation>
    </message>
    <message>
        <source>Enter 0.</source>
        <translation>请输入 0。</translation>
    </message>
    <message>
        <source>Separate the kinds by commas.</source>
        <translation>请用逗号分隔各类别。</translation>
    </message>
    <message>
        <source>numbers above 0, separated by commas</source>
        <translation>大于 0 的数，用逗号分隔</translation>
    </message>
    <message>
        <source>Enter for example 5,10,15.</source>
        <translation>请输入例如 5,10,15。</translation>
    </message>
    <message>
        <source>{label} within {band:g} minutes: {share:.2f} % of the office floor area that can be assessed, which is {known:.2f} % of all.</source>
        <translation>{band:g} 分钟内可达{label}：占可评价办公建筑面积的 {share:.2f}%；可评价部分为全部的 {known:.2f}%。</translation>
    </message>
    <message>
        <source>nothing, for the layer has no fields</source>
        <translation>无，该图层没有字段</translation>
    </message>
    <message>
        <source>metres, or a field of the network</source>
        <translation>米数，或路网的字段</translation>
    </message>
    <message>
        <source>Enter a number such as 4.5, or the name of a field.</source>
        <translation>请输入 4.5 这样的数，或字段名。</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>Leave it out for the guideline&apos;s 17 categories.</source>
        <translation>留空即用导则的 17 类。</translation>
    </message>
    <message>
        <source>no field that tells the category</source>
        <translation>没有说明类别的字段</translation>
    </message>
    <message>
        <source>a field with categories, or OSM tags such as amenity</source>
        <translation>类别字段，或 amenity 等 OSM 标签</translation>
    </message>
    <message>
        <source>The circle covers {share:.0f} % of the ideal one of {reach:.0f} m.</source>
        <translation>步行圈为 {reach:.0f} 米理想圆面积的 {share:.0f}%。</translation>
    </message>
    <message>
        <source>{layer}: {number} of {lines} lines {what}: {ids}</source>
        <translation>{layer}：{lines} 条线中有 {number} 条{what}：{ids}</translation>
    </message>
    <message>
        <source>{layer}: {number} of {places} places are not on the network: {ids}</source>
        <translation>{layer}：{places} 处中有 {number} 处未接入路网：{ids}</translation>
    </message>
    <message>
        <source>{distance:.2f} m from a piece of network with less than {least:g} m of street</source>
        <translation>距不足 {least:g} 米街道的路网片段 {distance:.2f} 米</translation>
    </message>
    <message>
        <source>Kinds of near-ground surfaces (6.1.3)</source>
        <translation>近地基面的类型（6.1.3）</translation>
    </message>
    <message>
        <source>surface,skyway,rooftop,underground,platform,guideline</source>
        <translation>基面,空中基面,屋顶基面,地下基面,平台,导则</translation>
    </message>
    <message>
        <source>Kind of each near-ground surface, clause 6.1.3. A surface is near-ground when it is public, outdoors or semi-outdoors, and between 30 m below and 250 m above the ground.

In this order: 1.5 m or more below the ground is underground; at least half on a building is rooftop; 2.2 m or more above the ground is skyway; anything else is other. Heights come from the field z, the geometry or the level.</source>
        <translation>按第 6.1.3 条判定每个近地基面的类型。公共的、位于室外或半室外、且在地面以下 30 米至地面以上 250 米之间的基面，为近地基面。

依次判定：低于地面 1.5 米及以上为地下；至少一半位于建筑之上为屋顶；高出地面 2.2 米及以上为空中；其余为其他。高程取自字段 z、几何或层级。</translation>
    </message>
    <message>
        <source>Surfaces</source>
        <translation>基面</translation>
    </message>
    <message>
        <source>Walkable surfaces with their height in metres, or level.</source>
        <translation>可步行的基面，带有以米为单位的高程或层级。</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>建筑</translation>
    </message>
    <message>
        <source>Footprints with a height, to tell rooftops; the ground level beside them.</source>
        <translation>带有高度的建筑基底，用于识别屋顶基面，并提供周边地面的标高。</translation>
    </message>
    <message>
        <source>Kinds of surfaces</source>
        <translation>基面类型</translation>
    </message>
    <message>
        <source>Near-ground surfaces</source>
        <translation>近地基面数量</translation>
    </message>
    <message>
        <source>Connection efficiency, MPER (6.2)</source>
        <translation>连通工效比 MPER（6.2）</translation>
    </message>
    <message>
        <source>mper,multi-ground,system,skyway,stairs,surface,connection,guideline</source>
        <translation>mper,连通工效比,多重基面,基面系统,连廊,楼梯,基面,连通,导则</translation>
    </message>
    <message>
        <source>Connection efficiency</source>
        <translation>连通工效比</translation>
    </message>
    <message>
        <source>Multi-ground systems</source>
        <translation>基面系统</translation>
    </message>
    <message>
        <source>Surfaces with their system</source>
        <translation>基面及其所属系统</translation>
    </message>
    <message>
        <source>Vertical components, counted or not</source>
        <translation>竖向构件（是否计入）</translation>
    </message>
    <message>
        <source>Floors, counted or not</source>
        <translation>楼层（是否计入）</translation>
    </message>
    <message>
        <source>MPER of the only district</source>
        <translation>唯一片区的 MPER</translation>
    </message>
    <message>
        <source>Grade of the only district</source>
        <translation>唯一片区的评级</translation>
    </message>
    <message>
        <source>Connected storeys</source>
        <translation>连通楼层数</translation>
    </message>
    <message>
        <source>What would change the MPER (6.2.2)</source>
        <translation>哪些措施会改变 MPER（6.2.2）</translation>
    </message>
    <message>
        <source>mper,advice,measure,bridge,stairs,multi-ground,guideline</source>
        <translation>mper,连通工效比,建议,措施,天桥,楼梯,多重基面,导则</translation>
    </message>
    <message>
        <source>Single connections that would change the grade of the MPER most: stairs between surfaces or to the street, bridges over gaps, links closed at night that could be opened. Each is drawn, and measured anew as if it were there; the table says what each grade would need.

A connection need not improve the grade, and closing one may seem to: the log warns where a better grade would come from losing a connection. Whether a stair or bridge can be built where it is drawn is not looked at.</source>
        <translation>最能改变 MPER 评级的单项连接：基面之间或通往街道的楼梯、跨越间隙的天桥、可改为夜间开放的通道。每一项都绘制出来，并按其已建成重新计算；表中列出各评级所需的条件。

增加连接不一定提高评级，关闭连接反而可能看似提高评级：若失去某处连接会使评级更高，日志会给出提醒。所绘位置能否建造楼梯或天桥不在考察之列。</translation>
    </message>
    <message>
        <source>Widest gap to bridge</source>
        <translation>可跨越的最大间隙</translation>
    </message>
    <message>
        <source>Metres in plan over which bridges and stairs are proposed.</source>
        <translation>在此平面距离（米）之内建议天桥和楼梯。</translation>
    </message>
    <message>
        <source>Largest rise</source>
        <translation>最大升高</translation>
    </message>
    <message>
        <source>Metres of height that new stairs may climb.</source>
        <translation>新建楼梯可升高的米数。</translation>
    </message>
    <message>
        <source>Width of new bridges and stairs</source>
        <translation>新建天桥和楼梯的宽度</translation>
    </message>
    <message>
        <source>Metres.</source>
        <translation>米。</translation>
    </message>
    <message>
        <source>Slope of new stairs</source>
        <translation>新建楼梯的坡度</translation>
    </message>
    <message>
        <source>Rise to run, for example 1:2; wider gaps make them gentler.</source>
        <translation>高与水平长之比，例如 1:2；间隙更宽时楼梯更缓。</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>What each grade needs</source>
        <translation>各评级所需条件</translation>
    </message>
    <message>
        <source>Measures that reach a better grade</source>
        <translation>可提高评级的措施数</translation>
    </message>
    <message>
        <source>Connections without which the grade would be better</source>
        <translation>去掉后评级反而更高的连接数</translation>
    </message>
    <message>
        <source>rise to run as in 1:2, or a number</source>
        <translation>高与水平长之比（如 1:2），或一个数</translation>
    </message>
    <message>
        <source>Enter the slope of new stairs, for example 1:2.</source>
        <translation>请输入新建楼梯的坡度，例如 1:2。</translation>
    </message>
    <message>
        <source>Stairs from {a} to {b}, {rise:.2f} m up and {run:.2f} m long.</source>
        <translation>从 {a} 到 {b} 的楼梯，升高 {rise:.2f} 米，水平长 {run:.2f} 米。</translation>
    </message>
    <message>
        <source>Stairs from {a} to the street, {rise:.2f} m high, {run:.2f} m long.</source>
        <translation>从 {a} 到街道的楼梯，高 {rise:.2f} 米，水平长 {run:.2f} 米。</translation>
    </message>
    <message>
        <source>A bridge of {run:.2f} m from {a} to {b}.</source>
        <translation>长 {run:.2f} 米的天桥，从 {a} 到 {b}。</translation>
    </message>
    <message>
        <source>Open the vertical component {vertical} at night.</source>
        <translation>竖向构件 {vertical} 改为夜间开放。</translation>
    </message>
    <message>
        <source>MPER {:.2f}, {}: N {}, ΣF {:g}.</source>
        <translation>MPER {:.2f}，{}：N {}，ΣF {:g}。</translation>
    </message>
    <message>
        <source>Better only because a system more lowers the mean of F.</source>
        <translation>评级提高只是因为多一个系统使 F 的平均值降低。</translation>
    </message>
    <message>
        <source>Without the vertical component {} the grade would be {} (MPER {:.2f}, N {}, ΣF {:g}): that is how the ratio works, and no reason to close it</source>
        <translation>若没有竖向构件 {}，评级为{}（MPER {:.2f}，N {}，ΣF {:g}）：这是该比值的算法所致，并非关闭它的理由</translation>
    </message>
    <message>
        <source>Ground level, where heights are absolute</source>
        <translation>地面标高（高程为绝对值时）</translation>
    </message>
    <message>
        <source>Metres, a field of every layer, or the word buildings for that of the nearest building; empty where heights are above the ground.</source>
        <translation>米数、各图层共有的字段，或填 buildings 取最近建筑的地面标高；高程为高出地面的高度时留空。</translation>
    </message>
    <message>
        <source>Skyways and platforms</source>
        <translation>空中连廊与平台</translation>
    </message>
    <message>
        <source>Rooftop surfaces</source>
        <translation>屋顶基面</translation>
    </message>
    <message>
        <source>Underground surfaces</source>
        <translation>地下基面</translation>
    </message>
    <message>
        <source>Other near-ground surfaces</source>
        <translation>其他近地基面</translation>
    </message>
    <message>
        <source>Public surfaces of this kind with their height in metres, or level.</source>
        <translation>该类型的公共基面，带有以米为单位的高程或层级。</translation>
    </message>
    <message>
        <source>Vertical components</source>
        <translation>竖向构件</translation>
    </message>
    <message>
        <source>Stairs, escalators, ramps and lifts with both heights, as areas, lines or points.</source>
        <translation>楼梯、扶梯、坡道和电梯，带有两端高程，可为面、线或点。</translation>
    </message>
    <message>
        <source>Floors of buildings</source>
        <translation>建筑楼层</translation>
    </message>
    <message>
        <source>Floor plates with building, storey, height and area.</source>
        <translation>各楼层平面，带有所属建筑、楼层、高程和面积。</translation>
    </message>
    <message>
        <source>Ground-level open space</source>
        <translation>地面层公共空间</translation>
    </message>
    <message>
        <source>Public open space on the ground, for the second reading only.</source>
        <translation>地面上的公共开放空间，只用于第二种口径。</translation>
    </message>
    <message>
        <source>Largest gap</source>
        <translation>最大间隙</translation>
    </message>
    <message>
        <source>Metres in plan across which surfaces, stairs and floors still meet.</source>
        <translation>基面、楼梯与楼层在此平面距离（米）之内视为相接。</translation>
    </message>
    <message>
        <source>Largest step between surfaces</source>
        <translation>基面之间的最大高差</translation>
    </message>
    <message>
        <source>Metres of height within which surfaces, ends of stairs and the ground meet.</source>
        <translation>基面、楼梯端点与地面在此高差（米）之内视为相接。</translation>
    </message>
    <message>
        <source>Largest step to a floor</source>
        <translation>与楼层的最大高差</translation>
    </message>
    <message>
        <source>Metres of height within which a floor and a surface meet.</source>
        <translation>楼层与基面在此高差（米）之内视为相接。</translation>
    </message>
    <message>
        <source>as closed</source>
        <translation>视为不开放</translation>
    </message>
    <message>
        <source>Unknown hours, access or enclosure count</source>
        <translation>开放时间、公共性或围合情况未知时</translation>
    </message>
    <message>
        <source>What is open day and night, public and outdoors counts; this is for what nobody wrote down.</source>
        <translation>全天开放、公共且位于室外的计入；此项用于数据中没有记载的情况。</translation>
    </message>
    <message>
        <source>with ground-level open space</source>
        <translation>含地面层公共空间</translation>
    </message>
    <message>
        <source>Graded reading</source>
        <translation>用于评级的口径</translation>
    </message>
    <message>
        <source>Both readings are measured; this one is graded.</source>
        <translation>两种口径都计算，按此口径评级。</translation>
    </message>
    <message>
        <source>floor by floor</source>
        <translation>逐层计算</translation>
    </message>
    <message>
        <source>areas of a system together</source>
        <translation>系统内面积合并计算</translation>
    </message>
    <message>
        <source>area over the step, without rounding</source>
        <translation>面积除以分级面积，不取整</translation>
    </message>
    <message>
        <source>Storeys are counted</source>
        <translation>楼层数的计算方式</translation>
    </message>
    <message>
        <source>Every 3000 m² begun above ground and 2000 m² below count as one storey.</source>
        <translation>地上每 3000 m²、地下每 2000 m² 计为一层，不足的按一层计。</translation>
    </message>
    <message>
        <source>across the way</source>
        <translation>沿通行方向</translation>
    </message>
    <message>
        <source>from the side</source>
        <translation>从侧面</translation>
    </message>
    <message>
        <source>Vertical projection seen</source>
        <translation>竖向投影的方向</translation>
    </message>
    <message>
        <source>Width times rise, or run times rise.</source>
        <translation>宽度乘升高，或水平长乘升高。</translation>
    </message>
    <message>
        <source>The ground joins systems</source>
        <translation>地面连接各系统</translation>
    </message>
    <message>
        <source>Makes all that has a way to the street one system.</source>
        <translation>凡有通道到达街道的都合为一个系统。</translation>
    </message>
    <message>
        <source>Planned land</source>
        <translation>规划用地面积</translation>
    </message>
    <message>
        <source>Square metres, or a field of the districts; empty for the area of the polygon.</source>
        <translation>平方米数，或片区图层的字段；留空则取面的面积。</translation>
    </message>
    <message>
        <source>no layer of surfaces</source>
        <translation>没有基面图层</translation>
    </message>
    <message>
        <source>at least one of the five layers of surfaces</source>
        <translation>五个基面图层中至少一个</translation>
    </message>
    <message>
        <source>Choose SKYWAYS, ROOFTOPS, UNDERGROUND, OTHER_SURFACES or TAGGED_SURFACES.</source>
        <translation>请选择 SKYWAYS、ROOFTOPS、UNDERGROUND、OTHER_SURFACES 或 TAGGED_SURFACES。</translation>
    </message>
    <message>
        <source>Multi-ground system</source>
        <translation>多重基面系统</translation>
    </message>
    <message>
        <source>MPER {}, strict reading.</source>
        <translation>MPER {}，严格口径。</translation>
    </message>
    <message>
        <source>MPER {} with ground-level open space.</source>
        <translation>MPER {}，含地面层公共空间。</translation>
    </message>
    <message>
        <source>Strict {}, with ground-level open space {}.</source>
        <translation>严格口径 {}，含地面层公共空间 {}。</translation>
    </message>
    <message>
        <source>no multi-ground system</source>
        <translation>没有基面系统</translation>
    </message>
    <message>
        <source>the height of a surface is missing</source>
        <translation>缺少基面高程</translation>
    </message>
    <message>
        <source>the heights of a vertical component are missing</source>
        <translation>缺少竖向构件两端高程</translation>
    </message>
    <message>
        <source>the width or run of a vertical component is missing</source>
        <translation>缺少竖向构件的宽度或水平长</translation>
    </message>
    <message>
        <source>the height or storey of a floor is missing</source>
        <translation>缺少楼层的高程或层号</translation>
    </message>
    <message>
        <source>District {}</source>
        <translation>片区 {}</translation>
    </message>
    <message>
        <source>system | surfaces | area m² | F above | F below | ground | F</source>
        <translation>系统 | 基面数 | 面积 m² | 地上 F | 地下 F | 地表层 | F</translation>
    </message>
    <message>
        <source>{}: {} features lie outside every district, at least in part</source>
        <translation>{}：{} 个要素至少有一部分位于所有片区之外</translation>
    </message>
    <message>
        <source>assumed {}</source>
        <translation>假定{}</translation>
    </message>
    <message>
        <source>public</source>
        <translation>公共</translation>
    </message>
    <message>
        <source>outdoors</source>
        <translation>位于室外</translation>
    </message>
    <message>
        <source>open day and night</source>
        <translation>全天开放</translation>
    </message>
    <message>
        <source>no lift</source>
        <translation>不是电梯</translation>
    </message>
    <message>
        <source>below the ground</source>
        <translation>低于地面</translation>
    </message>
    <message>
        <source>rests on a building</source>
        <translation>位于建筑之上</translation>
    </message>
    <message>
        <source>above the ground</source>
        <translation>高于地面</translation>
    </message>
    <message>
        <source>near the level of the ground</source>
        <translation>接近地面高度</translation>
    </message>
    <message>
        <source>kind as given</source>
        <translation>采用给定的类型</translation>
    </message>
    <message>
        <source>too high or too deep</source>
        <translation>过高或过深</translation>
    </message>
    <message>
        <source>height missing</source>
        <translation>缺少高程</translation>
    </message>
    <message>
        <source>not public</source>
        <translation>非公共</translation>
    </message>
    <message>
        <source>indoors</source>
        <translation>位于室内</translation>
    </message>
    <message>
        <source>closed at night</source>
        <translation>夜间关闭</translation>
    </message>
    <message>
        <source>a lift</source>
        <translation>电梯</translation>
    </message>
    <message>
        <source>enclosed stairs</source>
        <translation>封闭楼梯</translation>
    </message>
    <message>
        <source>isolated: no system meets it</source>
        <translation>孤立基面：不与任何系统相接</translation>
    </message>
    <message>
        <source>on the ground</source>
        <translation>位于地面</translation>
    </message>
    <message>
        <source>a part of it, the rest lies elsewhere</source>
        <translation>仅为其中一部分，其余位于别处</translation>
    </message>
    <message>
        <source>outside every district</source>
        <translation>位于所有片区之外</translation>
    </message>
    <message>
        <source>meets no surface</source>
        <translation>不与任何基面相接</translation>
    </message>
    <message>
        <source>one end meets nothing</source>
        <translation>一端没有相接之处</translation>
    </message>
    <message>
        <source>width or run missing</source>
        <translation>缺少宽度或水平长</translation>
    </message>
    <message>
        <source>width assumed</source>
        <translation>宽度为假定值</translation>
    </message>
    <message>
        <source>names a surface that there is not</source>
        <translation>所指的基面不存在</translation>
    </message>
    <message>
        <source>no surface at its level</source>
        <translation>同一高度没有基面</translation>
    </message>
    <message>
        <source>not open to the surface</source>
        <translation>不向基面开放</translation>
    </message>
    <message>
        <source>auxiliary space</source>
        <translation>设备与车库等辅助空间</translation>
    </message>
    <message>
        <source>on the ground: counts with the ground, once per system</source>
        <translation>位于地面：并入地表层，每个系统计一次</translation>
    </message>
    <message>
        <source>counted with another part of the floor</source>
        <translation>已与该楼层的另一部分一并计入</translation>
    </message>
    <message>
        <source>access unknown</source>
        <translation>公共性未知</translation>
    </message>
    <message>
        <source>enclosure unknown</source>
        <translation>围合情况未知</translation>
    </message>
    <message>
        <source>hours unknown</source>
        <translation>开放时间未知</translation>
    </message>
    <message>
        <source>kind unknown</source>
        <translation>类型未知</translation>
    </message>
    <message>
        <source>multi-ground system (each its own colour)</source>
        <translation>基面系统（各用一种颜色）</translation>
    </message>
    <message>
        <source>isolated: joined to nothing</source>
        <translation>孤立基面：不与任何基面相连</translation>
    </message>
    <message>
        <source>no near-ground surface, or outside</source>
        <translation>非近地基面，或位于片区之外</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>skyway</source>
        <translation>空中</translation>
    </message>
    <message>
        <source>rooftop</source>
        <translation>屋顶</translation>
    </message>
    <message>
        <source>underground</source>
        <translation>地下</translation>
    </message>
    <message>
        <source>other near-ground surface</source>
        <translation>其他近地基面</translation>
    </message>
    <message>
        <source>metres, a field of every layer, or buildings that have a ground level</source>
        <translation>米数、各图层共有的字段，或带有地面标高的建筑</translation>
    </message>
    <message>
        <source>Leave GROUND_Z empty where heights are above ground.</source>
        <translation>高程为高出地面的高度时，请将 GROUND_Z 留空。</translation>
    </message>
    <message>
        <source>Enter a tolerance in metres, for example 0.5.</source>
        <translation>请输入以米为单位的容差，例如 0.5。</translation>
    </message>
    <message>
        <source>an area above 0 m², or a field of the districts</source>
        <translation>大于 0 m² 的面积，或片区图层的字段</translation>
    </message>
    <message>
        <source>Leave PLANNED_AREA empty for the area of the polygon.</source>
        <translation>将 PLANNED_AREA 留空，即取面的面积。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请选择其中之一。</translation>
    </message>
    <message>
        <source>the strict reading, where there are no ground spaces</source>
        <translation>没有地面层公共空间图层时，只能用严格口径</translation>
    </message>
    <message>
        <source>Choose GROUND_SPACES, or the strict reading.</source>
        <translation>请选择 GROUND_SPACES，或采用严格口径。</translation>
    </message>
    <message>
        <source>0 m or more, and a width and slope above 0</source>
        <translation>距离不小于 0 米，宽度和坡度大于 0</translation>
    </message>
    <message>
        <source>Enter metres, or the slope of new stairs as rise : run.</source>
        <translation>请输入米数；新建楼梯的坡度按“高 : 水平长”输入。</translation>
    </message>
    <message>
        <source>Connection efficiency ratio of near-ground surfaces, clauses 6.1.2 to 6.2.2: connected storeys per multi-ground system, times planned land per area of surfaces and vertical components. 3 to 5 is excellent, 1 to 7 good.

Give the surfaces in one layer, or in a layer for each kind, or both.

A system is a group of surfaces that meet on the level or by stairs, escalators and ramps that are outdoors, public and open day and night; lifts and enclosed stairs do not count, and the ground joins nothing. A floor counts once per system, and so does the ground. A better grade need not mean a better district: compare the number of systems, the connected storeys and the ratio as well.</source>
        <translation>近地基面的连通工效比（MPER），第 6.1.2 至 6.2.2 条：平均每个基面系统的连通楼层数，乘以片区规划用地面积与基面及竖向构件面积之比。3 至 5 为优秀，1 至 7 为良好。

基面可放在一个图层中，也可按类型分层，或两者并用。

基面系统是一组相互连通的基面：在同一高度相接，或由室外、公共、全天开放的楼梯、扶梯和坡道相连；电梯和封闭楼梯不计入，地面不连接任何系统。每个楼层在每个系统中计一次，地表层亦然。评级更高不一定意味着片区更好：还应比较系统数量、连通楼层数和面积比值。</translation>
    </message>
    <message>
        <source>nearer to 3–5</source>
        <translation>更接近 3–5</translation>
    </message>
    <message>
        <source>no nearer to 3–5</source>
        <translation>与 3–5 的差距不变</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>For {grade}: ratio {from_:.3f}–{to:.3f}, by {low:,.0f}–{high:,.0f} m² of surfaces</source>
        <translation>{grade}所需：面积比值 {from_:.3f}–{to:.3f}，即基面 {low:,.0f}–{high:,.0f} m²</translation>
    </message>
    <message>
        <source>a better grade</source>
        <translation>评级提高</translation>
    </message>
    <message>
        <source>no measure within the limits</source>
        <translation>限定范围内没有可行措施</translation>
    </message>
    <message>
        <source>Surfaces of all kinds</source>
        <translation>各类基面</translation>
    </message>
    <message>
        <source>All near-ground surfaces in one layer, with their height in metres, or level; one without a kind is classified by clause 6.1.3.</source>
        <translation>所有近地基面放在一个图层中，带有以米为单位的高程或层级；没有类型的按第 6.1.3 条判定。</translation>
    </message>
    <message>
        <source>as open, and the result says how many</source>
        <translation>视为开放，并在结果中说明数量</translation>
    </message>
    <message>
        <source>strict, without the ground plane</source>
        <translation>严格口径，不含地面层</translation>
    </message>
    <message>
        <source>ΣF {f:g} / N {n} × A_PD {land:,.2f} m² / {area:,.2f} m² of surfaces and vertical components (ratio {ratio:.3f}, mean F {mean}).</source>
        <translation>ΣF {f:g} / N {n} × A_PD {land:,.2f} m² / 基面与竖向构件 {area:,.2f} m²（面积比值 {ratio:.3f}，F 平均值 {mean}）。</translation>
    </message>
    <message>
        <source>Isolated groups of surfaces: {}.</source>
        <translation>孤立基面组数：{}。</translation>
    </message>
    <message>
        <source>Surfaces and components assumed open: {}.</source>
        <translation>假定为开放的基面与构件：{}。</translation>
    </message>
    <message>
        <source>Assumed widths: {}.</source>
        <translation>假定的宽度：{} 处。</translation>
    </message>
    <message>
        <source>Floor areas within 0.2 % of a step: {}.</source>
        <translation>与计数界限相差不超过 0.2 % 的楼层面积：{} 处。</translation>
    </message>
</context>
</TS>
