// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;

/// A small dialog that asks for something, shows below its fields why it did not work, and is closed by its
/// maker when it did. Deletes itself. Owned by its parent, GUI thread; commands nothing. It never closes by
/// itself but on Cancel.
class AskDialog : public QDialog
{
    Q_OBJECT
public:
    /// The command is under way: the button waits.
    void setBusy();
    /// Nothing is: it can be asked for.
    void setReady();
    /// Impossible: what is asked for here cannot be tried again.
    enum class Again { Possible, Impossible };
    void showError(const QString &text, Again again = Again::Possible);

protected:
    /// `act`: the words of the button that does it.
    AskDialog(const Theme &theme, const QString &title, const QString &act, QWidget *parent);
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    virtual void submit() = 0;
    /// It takes something away: it looks so, and Return in a field does not do it.
    void setDestructive();
    /// Where the fields go.
    QVBoxLayout *fields() const { return m_fields; }

private:
    const Theme &m_theme;
    QVBoxLayout *m_fields;
    Label *m_error;
    TextButton *m_act;
    bool m_isDestructive = false;
};

} // namespace jackdaw
