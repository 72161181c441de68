// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace jackdaw {

/// The questions before an account goes, from this computer or from its server, or its owner's name with contacts. Each
/// names what goes with it, and its safe button is the default. GUI thread; the boxes own themselves. `yes` runs only
/// after the act was chosen, and never after `parent` is gone; they remove nothing themselves.
void askToRemoveAccount(QWidget *parent, const AccountListModel::Row &account, std::function<void()> yes);
void askToDeleteAccount(QWidget *parent, const AccountListModel::Row &account, std::function<void()> yes);
void askToTakeNameBack(QWidget *parent, const AccountListModel::Row &account, std::function<void()> yes);

} // namespace jackdaw
