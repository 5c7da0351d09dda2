using Orchestrator.Api.Values;

namespace Orchestrator.Controllers;

/// <summary>Every controller this program brings. To add one: its folder, and a line here.</summary>
public static class BuiltInControllers
{
    public static ValueList<ControllerRegistration> All { get; } =
    [
    ];
}
