namespace Orchestrator.Api.Errors;

/// <summary>One method per way a request can end badly, with Kubernetes' code, reason and wording.</summary>
public static class Statuses
{
    /// <summary>404 NotFound. Retry: no. Nothing happened.</summary>
    public static StatusException NotFound(string group, string resource, string name) =>
        new(new Status
        {
            StatusValue = "Failure",
            Code = 404,
            Reason = "NotFound",
            Message = $"{Qualified(group, resource)} \"{name}\" not found",
            Details = new StatusDetails { Name = name, Group = group, Kind = resource },
        });

    private static string Qualified(string group, string resource) =>
        group.Length == 0 ? resource : $"{resource}.{group}";
}
