// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/RequestsDialog.h"

#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/LookAlikeText.h"
#include "widgets/MessageBox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSet>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int indexRole = Qt::UserRole; ///< in m_requests; a domain has none

} // namespace

RequestsDialog::RequestsDialog(const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_contacts(contacts), m_list(new QTreeWidget(this)), m_all(new QCheckBox(tr("All"), this)),
      m_error(new Label(theme, TypeRole::Body, Token::Bad, {}, Label::Wrap::Yes, this))
{
    setWindowTitle(tr("Contact requests"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Contact requests"));
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->setMinimumSize(theme.scaled(380), theme.scaled(260));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_error->hide();
    m_all->setAccessibleName(tr("Mark all requests"));

    auto *acts = new QHBoxLayout;
    auto *blocks = new QHBoxLayout; // a row of its own: all of them are wider than a narrow window
    acts->setSpacing(8);
    blocks->setSpacing(8);
    const auto addAct = [&](const QString &text, TextButton::Kind kind, auto act) {
        auto *button = new TextButton(text, kind, TextButton::Size::Small, this);
        connect(button, &QAbstractButton::clicked, this, act);
        (kind == TextButton::Kind::Destructive ? blocks : acts)->addWidget(button);
        m_acts << button;
        return button;
    };
    addAct(tr("Accept"), TextButton::Kind::Secondary, [this] { Q_EMIT answered(marked(), RequestAnswer::Accept); });
    addAct(tr("Decline"), TextButton::Kind::Secondary, [this] { Q_EMIT answered(marked(), RequestAnswer::Decline); });
    addAct(tr("Block"), TextButton::Kind::Destructive, [this] { Q_EMIT blockRequested(marked(), AbuseReport::None); });
    addAct(tr("Block and report"), TextButton::Kind::Destructive, [this] { Q_EMIT blockRequested(marked(), AbuseReport::Spam); })
        ->setToolTip(tr("Your provider is told that these requests are spam."));
    m_domain = new TextButton(tr("Block the domain"), TextButton::Kind::Destructive, TextButton::Size::Small, this);
    connect(m_domain, &QAbstractButton::clicked, this, &RequestsDialog::blockDomain);
    blocks->addWidget(m_domain);
    acts->addStretch();
    blocks->addStretch();
    auto *close = new TextButton(tr("Close"), TextButton::Kind::Secondary, this);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    auto *last = new QHBoxLayout;
    last->addStretch();
    last->addWidget(close);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(new Label(theme, TypeRole::Body, Token::Text2, tr("They ask to see when you are available, or wrote to you and are no contacts of yours."),
                                Label::Wrap::Yes, this));
    column->addWidget(m_all);
    column->addWidget(m_list, 1);
    column->addLayout(acts);
    column->addLayout(blocks);
    column->addWidget(m_error);
    column->addLayout(last);
    connect(m_all, &QCheckBox::clicked, this, &RequestsDialog::markAll);
    connect(&m_contacts, &ContactListModel::lookAlikesChanged, this, [this] { list(QList(m_requests)); });
    connect(m_list, &QTreeWidget::itemChanged, this, &RequestsDialog::noteMarksSoon);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &RequestsDialog::noteMarks);
    noteMarks();
    m_list->setFocus();
}

void RequestsDialog::setRequests(const QList<SubscriptionRequest> &requests)
{
    if (requests != m_requests || m_list->topLevelItemCount() == 0)
        list(requests);
}

void RequestsDialog::list(const QList<SubscriptionRequest> &requests)
{
    QSet<std::pair<AccountId, BareJid>> kept;
    for (const SubscriptionRequest &request : marked())
        kept.insert({request.account, request.from});
    m_requests = requests;
    m_error->hide();
    {
        const QScopedValueRollback marking(m_marking, true);
        m_list->clear();
        QHash<QString, QTreeWidgetItem *> domains;
        QHash<QTreeWidgetItem *, QList<QTreeWidgetItem *>> people;
        for (qsizetype i = 0; i < requests.size(); ++i) {
            const SubscriptionRequest &request = requests.at(i);
            QTreeWidgetItem *&domain = domains[request.from.domain()];
            if (!domain) {
                domain = new QTreeWidgetItem(m_list, {request.from.domain()});
                domain->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
                domain->setCheckState(0, Qt::Unchecked);
            }
            const QString text = request.text.simplified().left(200);
            const QString account = m_contacts.accountMark(request.account).name;
            QString line = request.from.toString();
            const QString looks = looksLikeText(m_contacts.lookAlikeOf(request.account, request.from));
            if (!looks.isEmpty())
                line += QStringLiteral(" · ") + looks;
            if (request.chat.isValid() && !text.isEmpty())
                //: somebody who is no contact; what they wrote
                line += QStringLiteral(" · ") + tr("wrote: %1").arg(isolated(text));
            else if (!text.isEmpty())
                line += QStringLiteral(" · ") + isolated(text);
            if (!account.isEmpty())
                line += QStringLiteral(" · ") + tr("To account %1").arg(isolated(account));
            auto *item = new QTreeWidgetItem({line}); // on its own still: in the tree, each mark is counted in its domain anew
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren);
            item->setData(0, indexRole, i);
            item->setCheckState(0, kept.contains({request.account, request.from}) ? Qt::Checked : Qt::Unchecked);
            people[domain] << item;
        }
        for (auto each = people.cbegin(); each != people.cend(); ++each)
            each.key()->addChildren(each.value());
        for (QTreeWidgetItem *domain : std::as_const(domains)) {
            //: a domain, and how many ask from there
            domain->setText(0, tr("%1 (%L2)").arg(domain->text(0)).arg(domain->childCount()));
            domain->setExpanded(domain->childCount() <= 20);
        }
        if (m_list->topLevelItemCount() > 0)
            m_list->setCurrentItem(m_list->topLevelItem(0));
    }
    noteMarks();
    if (requests.isEmpty())
        accept();
}

QList<SubscriptionRequest> RequestsDialog::marked() const
{
    QList<SubscriptionRequest> all;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *domain = m_list->topLevelItem(i);
        for (int j = 0; j < domain->childCount(); ++j) {
            if (domain->child(j)->checkState(0) == Qt::Checked)
                all << m_requests.at(domain->child(j)->data(0, indexRole).toLongLong());
        }
    }
    return all;
}

void RequestsDialog::markAll(bool on)
{
    {
        const QScopedValueRollback marking(m_marking, true);
        for (int i = 0; i < m_list->topLevelItemCount(); ++i)
            m_list->topLevelItem(i)->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
    }
    noteMarks();
}

void RequestsDialog::noteMarksSoon()
{
    if (!m_marking && !std::exchange(m_notes, true)) {
        QMetaObject::invokeMethod(this, [this] {
            m_notes = false;
            noteMarks();
        }, Qt::QueuedConnection);
    }
}

void RequestsDialog::noteMarks()
{
    if (m_marking)
        return;
    const qsizetype count = marked().size();
    for (TextButton *act : std::as_const(m_acts))
        act->setEnabled(count > 0);
    m_domain->setEnabled(m_list->currentItem());
    m_all->setCheckState(count == 0 ? Qt::Unchecked : count == m_requests.size() ? Qt::Checked : Qt::PartiallyChecked);
}

void RequestsDialog::blockDomain()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QTreeWidgetItem *first = item->childCount() > 0 ? item->child(0) : item;
    const QString domain = m_requests.at(first->data(0, indexRole).toLongLong()).from.domain();
    QList<AccountId> accounts;
    for (const SubscriptionRequest &request : std::as_const(m_requests)) {
        if (request.from.domain() == domain && !accounts.contains(request.account))
            accounts << request.account;
    }
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Block the domain"));
    setWords(*question, tr("Block everybody at %1?").arg(isolated(domain)),
             tr("No contact of yours there can write to you any more, nor can any service of it."));
    QPushButton *act = question->addButton(tr("Block %1").arg(domain), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, accounts, domain] { Q_EMIT blockDomainRequested(accounts, domain); });
    question->open();
}

void RequestsDialog::showError(const QString &text)
{
    m_error->setText(text);
    m_error->show();
}

} // namespace jackdaw
