// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace jackdaw {

class LinkCheck;
class TextButton;
class Theme;

/// The ways to take the code that the other side shows, or the link they sent, in place of comparing digits (picture 07, "Scan from
/// an image…"). Owned by TrustDialog, GUI thread. Only starts them: what they find, and what is wrong with it, is the
/// LinkCheck's to say.
class ScanPane : public QWidget
{
    Q_OBJECT
public:
    /// `person` is what they are called, isolated. `check` outlives this.
    ScanPane(const Theme &theme, const QString &person, LinkCheck &check, QWidget *parent = nullptr);

Q_SIGNALS:
    /// What was said of the last one holds no more.
    void begun();
};

} // namespace jackdaw
