// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"
#include "widgets/DataFormView.h"

namespace jackdaw {

/// The words of making an account: what the fields of XEP-0077 are called, and what went wrong. For CreateAccountForm;
/// pure but for tr(), GUI thread. What the provider's own form says is not translated here, and other errors are
/// style/ErrorText's.

/// By the name of the field: "username", "password", "email", …
DataFormView::Labels registrationLabels();
QString registrationErrorText(const Error &error, const QString &domain);
/// The field that an error is about; empty: none.
QString registrationErrorField(const Error &error);

} // namespace jackdaw
