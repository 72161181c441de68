# files_bench: large files up and down, which files.py measures against curl.
add_executable(files_bench ${CMAKE_CURRENT_LIST_DIR}/files_bench.cpp)
target_link_libraries(files_bench PRIVATE jackdaw_options jackdaw_test_engine)
jackdaw_test_precompile(files_bench)
set_target_properties(files_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
