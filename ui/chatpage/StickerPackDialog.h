// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/InstalledPack.h"

#include <QDialog>

namespace jackdaw {

class Label;
class StickerGrid;
class TextButton;
class Theme;

/// A pack of stickers that somebody else made (XEP-0449), before it is installed or afterwards: its name, what it says
/// of itself, and its stickers, whose pictures come when the user wants them. Deletes itself. Owned by its parent, GUI
/// thread; commands nothing, and offers no pack that others may not take.
class StickerPackDialog : public QDialog
{
    Q_OBJECT
public:
    StickerPackDialog(const Theme &theme, QWidget *parent);

    /// Of a pack of which nothing is known, it asks whether its server may be asked.
    void setLook(const StickerLook &look);
    /// It could not be looked at, or what was asked for did not work.
    void showError(const Error &error);

Q_SIGNALS:
    void askRequested();
    void loadRequested(const jackdaw::StickerLook &look);
    void installRequested(const jackdaw::StickerLook &look);
    void removeRequested(jackdaw::AccountId account, const QString &pack);

private:
    void ask();
    void setBusy(const QString &words);
    void act();

    StickerLook m_look;
    bool m_isKnown = false;
    Label *m_name;
    Label *m_summary;
    StickerGrid *m_grid;
    Label *m_note;
    Label *m_error;
    TextButton *m_load;
    TextButton *m_act;
};

/// Why a pack cannot be had, as people say it.
QString stickerErrorText(const Error &error);

} // namespace jackdaw
