// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/CertificateProblem.h"

#include <QString>

namespace jackdaw {

/// What is wrong with a certificate as people read it (design/ui.md, "Text tone"). The only place where its reasons
/// become sentences; ErrorText and the dialogs take them from here. Pure, GUI thread. What the server wrote stands in
/// them as plain text, and nothing is decided.
QString certificateReasonText(const CertificateProblem &problem, CertificateReason reason);
/// The worst reason: "The certificate of harbor.example ended on 3 May 2026."
QString certificateSummary(const CertificateProblem &problem);
QString certificateAdvice(const CertificateProblem &problem);
/// "AB:CD:…", as other programs write it.
QString fingerprintText(const QByteArray &fingerprint);

} // namespace jackdaw
