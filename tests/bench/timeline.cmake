# timeline_bench: opening, scrolling and resizing a conversation of 1,000,000 messages against one of 50.
add_executable(timeline_bench ${CMAKE_CURRENT_LIST_DIR}/timeline_bench.cpp)
target_link_libraries(timeline_bench PRIVATE
    jackdaw_options jackdaw_ui_timeline jackdaw_chat jackdaw_storage jackdaw_resources Qt6::Sql)
jackdaw_test_precompile(timeline_bench jackdaw_ui_timeline)
set_target_properties(timeline_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
