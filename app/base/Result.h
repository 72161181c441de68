// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QtGlobal>
#include <utility>
#include <variant>

namespace jackdaw {

/// Stands for "done, nothing to hand over" in Result<Done>.
struct Done {};

/// A value, or the Error that kept it from being made. For everything that outside input can make fail; broken
/// invariants of our own are asserts. Look whether it has a value before taking one: nothing is thrown. A plain value:
/// any thread; it owns what it holds.
template<class T>
class Result
{
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_content.index() == 0; }
    bool hasValue() const { return m_content.index() == 0; }

    /// Only where hasValue().
    const T &value() const & { Q_ASSERT(hasValue()); return *std::get_if<0>(&m_content); }
    T &value() & { Q_ASSERT(hasValue()); return *std::get_if<0>(&m_content); }
    T &&value() && { Q_ASSERT(hasValue()); return std::move(*std::get_if<0>(&m_content)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    /// Only where not hasValue().
    const Error &error() const { Q_ASSERT(!hasValue()); return *std::get_if<1>(&m_content); }

private:
    std::variant<T, Error> m_content;
};

using Status = Result<Done>;

/// Whether it went well, where the value does not matter.
template<class T>
Status toStatus(const Result<T> &result)
{
    return result ? Status(Done{}) : Status(result.error());
}

} // namespace jackdaw
