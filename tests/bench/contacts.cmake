# contacts_bench: storms of presence, first paint and filter of long contact lists, beside a QSortFilterProxyModel.
add_executable(contacts_bench ${CMAKE_CURRENT_LIST_DIR}/contacts_bench.cpp)
target_link_libraries(contacts_bench PRIVATE
    jackdaw_options jackdaw_ui_contacts jackdaw_ui_style jackdaw_roster jackdaw_resources Qt6::Widgets Qt6::Xml)
jackdaw_test_precompile(contacts_bench jackdaw_ui_style)
set_target_properties(contacts_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
