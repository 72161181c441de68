// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/SpaceDialog.h"

#include "settings/Choosers.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/FlowLayout.h"
#include "widgets/Labels.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

SpaceDialog::SpaceDialog(const SpaceForm &form, const AccountListModel &accounts, const Theme &theme, QWidget *parent)
    : AskDialog(theme, form.isNew ? tr("New space") : tr("Change space"), form.isNew ? tr("Create space") : tr("Save"),
                parent)
    , m_form(form)
    , m_name(new TextField(theme, tr("Space name"), this))
    , m_colours(new QButtonGroup(this))
    , m_takes(new QComboBox(this))
    , m_onlyUnread(new QCheckBox(tr("Only while something is unread"), this))
    , m_withoutMuted(new QCheckBox(tr("Not those that are muted"), this))
{
    m_name->edit()->setMaxLength(maximumSpaceName);
    m_name->setText(form.traits.name);
    fields()->addWidget(m_name);
    addColours(theme);
    addRule(theme);
    addAccounts(theme, accounts);
    if (!form.note.isEmpty())
        fields()->addWidget(new Label(theme, TypeRole::Meta, Token::Warn, form.note, Label::Wrap::Yes, this));
    connect(m_name, &TextField::textEdited, this, [this] { m_name->setState(TextField::State::Plain); });
    m_name->edit()->setFocus();
}

void SpaceDialog::addColours(const Theme &theme)
{
    fields()->addWidget(new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Colour"), Label::Wrap::No, this));
    auto *row = new FlowLayout(8, 8);
    const QStringList names{tr("Blue"),  tr("Purple"), tr("Pink"), tr("Rust"),
                            tr("Ochre"), tr("Green"),  tr("Teal"), tr("Slate")};
    const QList<QColor> hues = Theme::hues();
    for (int hue = 0; hue < hues.size(); ++hue) {
        auto *swatch = new AccentSwatch(theme, hues.at(hue), names.at(hue), this);
        m_colours->addButton(swatch, hue);
        // Tab leads to the one that is on; Qt sees to that only once one of them has had the focus.
        swatch->setFocusPolicy(Qt::ClickFocus);
        connect(swatch, &QAbstractButton::toggled, swatch,
                [swatch](bool on) { swatch->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); });
        row->addWidget(swatch);
    }
    m_colours->button(m_form.traits.colour)->setChecked(true);
    fields()->addLayout(row);
}

void SpaceDialog::addRule(const Theme &theme)
{
    const QString label = tr("Chats in it by themselves");
    auto *words = new Label(theme, TypeRole::MetaStrong, Token::Text2, label, Label::Wrap::No, this);
    m_takes->setAccessibleName(label);
    m_takes->addItem(tr("None: I choose each"), int(SpaceRule::Takes::Chosen));
    m_takes->addItem(tr("All chats"), int(SpaceRule::Takes::Everything));
    m_takes->addItem(tr("Chats with people"), int(SpaceRule::Takes::People));
    m_takes->addItem(tr("Groups"), int(SpaceRule::Takes::Groups));
    m_takes->setCurrentIndex(m_takes->findData(int(m_form.traits.rule.takes)));
    m_onlyUnread->setChecked(m_form.traits.rule.onlyUnread);
    m_withoutMuted->setChecked(m_form.traits.rule.withoutMuted);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    column->addWidget(words);
    column->addWidget(m_takes);
    column->addWidget(m_onlyUnread);
    column->addWidget(m_withoutMuted);
    fields()->addLayout(column);
    fields()->addWidget(
        new Label(theme, TypeRole::Meta, Token::Text2,
                  tr("Any chat can be put in and taken out by its menu in the list, whatever is chosen here."),
                  Label::Wrap::Yes, this));
    connect(m_takes, &QComboBox::currentIndexChanged, this, &SpaceDialog::updateRule);
    updateRule();
}

void SpaceDialog::updateRule()
{
    const bool byItself = m_takes->currentData().toInt() != int(SpaceRule::Takes::Chosen);
    m_onlyUnread->setVisible(byItself);
    m_withoutMuted->setVisible(byItself);
}

void SpaceDialog::addAccounts(const Theme &theme, const AccountListModel &accounts)
{
    if (accounts.rows().size() < 2)
        return;
    fields()->addWidget(
        new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Chats of these accounts"), Label::Wrap::No, this));
    for (const AccountListModel::Row &row : accounts.rows()) {
        auto *choice = new QCheckBox(QString(row.settings.jid.toString()).replace(u'&', u"&&"_s), this);
        choice->setChecked(m_form.accounts.contains(row.settings.id));
        m_accounts.insert(row.settings.id, choice);
        fields()->addWidget(choice);
    }
}

void SpaceDialog::submit()
{
    SpaceTraits traits = m_form.traits;
    traits.name = m_name->text().simplified();
    if (traits.name.isEmpty()) {
        m_name->setState(TextField::State::Wrong, tr("Give the space a name."));
        m_name->edit()->setFocus();
        return;
    }
    traits.colour = m_colours->checkedId();
    traits.rule.takes = SpaceRule::Takes(m_takes->currentData().toInt());
    const bool byItself = traits.rule.takes != SpaceRule::Takes::Chosen;
    traits.rule.onlyUnread = byItself && m_onlyUnread->isChecked();
    traits.rule.withoutMuted = byItself && m_withoutMuted->isChecked();
    QSet<AccountId> accounts = m_form.accounts;
    for (auto each = m_accounts.cbegin(); each != m_accounts.cend(); ++each) {
        if ((*each)->isChecked())
            accounts.insert(each.key());
        else
            accounts.remove(each.key());
    }
    if (accounts.isEmpty()) {
        showError(tr("Choose an account whose chats it is for."));
        return;
    }
    setBusy();
    Q_EMIT saveRequested(traits, accounts);
}

} // namespace jackdaw
