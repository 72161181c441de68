// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/FileField.h"

#include "style/Style.h"
#include "widgets/Buttons.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

FileField::FileField(const Theme &theme, const QString &label, For purpose, QWidget *parent)
    : QWidget(parent), m_field(new TextField(theme, label, this)), m_for(purpose)
{
    m_field->edit()->setLayoutDirection(Qt::LeftToRight); // as paths are (design/ui.md, "Right to left")
    auto *choose = new TextButton(tr("Choose…"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6 - focusRoom);
    auto *line = new QHBoxLayout; // as far in as the button is painted within its ring
    line->setContentsMargins(focusRoom, 0, focusRoom, 0);
    line->addWidget(m_field);
    column->addLayout(line);
    choose->setAttribute(Qt::WA_LayoutUsesWidgetRect);
    auto *row = new QHBoxLayout;
    row->addWidget(choose);
    row->addStretch();
    column->addLayout(row);
    setFocusProxy(m_field->edit());
    connect(choose, &QAbstractButton::clicked, this, &FileField::choose);
    connect(m_field, &TextField::textEdited, this, [this] { m_field->setState(TextField::State::Plain); });
}

QString FileField::path() const
{
    const QString typed = m_field->text().trimmed();
    return typed.startsWith("~/"_L1) ? QDir::homePath() + typed.mid(1) : typed;
}

void FileField::setPath(const QString &path)
{
    m_field->setText(path);
}

void FileField::choose()
{
    auto *dialog = new QFileDialog(window(), m_field->edit()->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(m_for == For::Saving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(m_for == For::Saving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Backups of Jackdaw (%1)").arg(u"*.jackdaw"_s), tr("All files (%1)").arg(u"*"_s)});
    dialog->setDefaultSuffix(u"jackdaw"_s);
    const QFileInfo now(path());
    if (!path().isEmpty() && now.dir().exists()) {
        dialog->setDirectory(now.dir());
        dialog->selectFile(now.fileName());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_field->setState(TextField::State::Plain);
        m_field->setText(chosen);
        m_asked = chosen;
    });
    dialog->open();
}

} // namespace jackdaw
