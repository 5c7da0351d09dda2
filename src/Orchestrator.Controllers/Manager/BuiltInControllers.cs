using Orchestrator.Controllers.Namespaces;
using Orchestrator.Controllers.RootCa;
using Orchestrator.Controllers.ServiceAccounts;

namespace Orchestrator.Controllers;

/// <summary>Every controller this program brings. To add one: its folder, and a line here.</summary>
public static class BuiltInControllers
{
    public static ValueList<ControllerRegistration> All { get; } =
    [
        ControllerRegistration.Of(
            NamespaceController.Name, c => new NamespaceController(c.Listers, c.Api, c.Time), workers: 10),
        ControllerRegistration.Of(
            ServiceAccountsController.Name, c => new ServiceAccountsController(c.Listers, c.Api)),
        ControllerRegistration.Of(
            RootCaPublisher.Name, c => new RootCaPublisher(c.Listers, c.Api, c.Options.RootCa)),
    ];
}
