// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ProviderInfo.h"

#include <QString>

namespace jackdaw {

/// What a provider says about itself, in words: values of xmpp/ProviderValue in, titles and texts for ProviderPage's
/// cards out. Pure; GUI thread, since the words are tr()'s. Plain text, and never more than was said: what is unsaid
/// has no line.

struct ProviderLine
{
    QString title;
    QString text;
};

QList<ProviderLine> limitLines(const ProviderInfo &info);
QList<ProviderLine> contactLines(const ProviderInfo &info);
QList<ProviderLine> policyLines(const DataPolicy &policy);
/// `now` in ms since 1970 UTC: whether it is still to come.
ProviderLine outageLine(const OutageNotice &notice, qint64 now);
/// What people gain by it, and which level of its suite asks for it.
ProviderLine featureLine(const ServerFeature &feature);
/// "Chats: core level", of the compliance suites (XEP-0479).
QString suiteText(const SuiteLevel &level);

} // namespace jackdaw
