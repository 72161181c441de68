# pictures_bench: scrolling through 1,000 pictures.
add_executable(pictures_bench ${CMAKE_CURRENT_LIST_DIR}/pictures_bench.cpp)
target_link_libraries(pictures_bench PRIVATE
    jackdaw_options jackdaw_ui_timeline jackdaw_chat jackdaw_storage jackdaw_resources Qt6::Sql)
jackdaw_test_precompile(pictures_bench jackdaw_ui_timeline)
set_target_properties(pictures_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
