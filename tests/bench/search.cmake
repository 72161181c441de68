# search_bench: the full-text index and searches in 1,000,000 messages, against bare FTS5 and a LIKE scan in the same run.
add_executable(search_bench ${CMAKE_CURRENT_LIST_DIR}/search_bench.cpp)
target_link_libraries(search_bench PRIVATE jackdaw_options jackdaw_search_engine jackdaw_chat_engine Qt6::Sql)
jackdaw_test_precompile(search_bench)
set_target_properties(search_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
