// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ProviderInfo.h"

#include <QString>

namespace jackdaw {

/// What a provider says about itself, in words. Pure; GUI thread.
struct ProviderLine
{
    QString title;
    QString text;
};

QList<ProviderLine> limitLines(const ProviderInfo &info);
QList<ProviderLine> contactLines(const ProviderInfo &info);
QList<ProviderLine> policyLines(const DataPolicy &policy);
ProviderLine outageLine(const OutageNotice &notice, qint64 now);
/// What people gain by it.
ProviderLine featureLine(const ServerFeature &feature);
/// "Chats: 8 of 9", of the compliance suites' parts.
QString suiteText(const QList<ServerFeature> &features, ServerFeature::Suite suite);

} // namespace jackdaw
