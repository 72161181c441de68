// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtPlugin>
#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QObject;
class QString;
QT_END_NAMESPACE

namespace jackdaw {

/// The whole interface of the module jackdaw-instance, which holds KDSingleApplication and with it QtNetwork, so that a
/// start needs to load neither. GUI thread. Owned by OneInstance, which loads the module; it never decides whether a
/// second program goes on.
class InstanceLink
{
public:
    virtual ~InstanceLink() = default;

    enum class Role { First, Second };
    /// Joins the other instances of the same name. A First listens from then on and calls `raise` when another one
    /// starts; the connection lives until the link is destroyed or joins again.
    virtual Role join(const QString &name, std::function<void()> raise) = 0;
    /// Second only: asks the first one to show its window. False if it did not answer.
    virtual bool raiseFirst() = 0;
};

} // namespace jackdaw

#define JACKDAW_INSTANCE_IID "jackdaw.InstanceLink/1"
Q_DECLARE_INTERFACE(jackdaw::InstanceLink, JACKDAW_INSTANCE_IID)
