# omemo_bench: encrypting to 1, 10 and 200 devices and opening what came, against the ratchet's library alone in the same run.
add_executable(omemo_bench ${CMAKE_CURRENT_LIST_DIR}/omemo_bench.cpp)
target_include_directories(omemo_bench PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(omemo_bench PRIVATE jackdaw_options jackdaw_omemo_engine jackdaw_account_engine Qt6::Sql Qt6::Xml QXmpp::QXmpp)
jackdaw_test_precompile(omemo_bench)
set_target_properties(omemo_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
