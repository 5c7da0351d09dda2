using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Errors;

/// <summary>Who may not, and why.</summary>
public static partial class Statuses
{
    /// <summary>401 Unauthorized: no credentials, or none that this cluster knows. Retry: with others. Nothing
    /// happened.</summary>
    public static StatusException Unauthorized() => Failure(401, StatusReasons.Unauthorized, "Unauthorized");

    /// <summary>401 Unauthorized: credentials that this cluster knows and no longer takes. Retry: with others. Nothing
    /// happened.</summary>
    public static StatusException Unauthorized(string message) => Failure(401, StatusReasons.Unauthorized, message);

    /// <summary>403 Forbidden by admission or by a rule of the object's kind. Retry: no. Nothing happened.</summary>
    /// <param name="name">Empty where the request names no object.</param>
    /// <param name="cause">What stands after <c>is forbidden:</c>.</param>
    public static StatusException Forbidden(string group, string resource, string name, string cause)
    {
        var subject = name.Length == 0
            ? Qualified(group, resource)
            : $"{Qualified(group, resource)} {GoText.Quote(name)}";
        return OfObject(403, StatusReasons.Forbidden, group, resource, name, $"{subject} is forbidden: {cause}");
    }

    /// <summary>403 Forbidden: the user has not the right to this. Retry: no. Nothing happened.</summary>
    /// <param name="resource">With its subresource, as in <c>pods/log</c>.</param>
    /// <param name="ns">Null or empty for the cluster's scope.</param>
    /// <param name="why">What more there is to say; empty for nothing.</param>
    public static StatusException NotAllowed(
        string user, string verb, string group, string resource, string? ns, string name, string why = "")
    {
        var scope = string.IsNullOrEmpty(ns) ? "at the cluster scope" : $"in the namespace {GoText.Quote(ns)}";
        var what = $"User {GoText.Quote(user)} cannot {verb} resource {GoText.Quote(resource)} "
            + $"in API group {GoText.Quote(group)} {scope}" + (why.Length == 0 ? "" : $": {why}");
        var slash = resource.IndexOf('/');
        return Forbidden(group, slash < 0 ? resource : resource[..slash], name, what);
    }

    /// <summary>403 Forbidden: the user has not the right to this path, which is no resource. Retry: no. Nothing
    /// happened.</summary>
    public static StatusException PathNotAllowed(string user, string verb, string path) =>
        Failure(
            403, StatusReasons.Forbidden,
            $"forbidden: User {GoText.Quote(user)} cannot {verb} path {GoText.Quote(path)}", StatusDetails.Empty);

    /// <summary>403 Forbidden: who calls may not act for this user. Retry: no. Nothing happened.</summary>
    /// <param name="caller">The process that calls.</param>
    public static StatusException NotAdmitted(string caller, string user, string why) =>
        Failure(
            403, StatusReasons.Forbidden, $"forbidden: {caller} may not act as {GoText.Quote(user)}: {why}",
            StatusDetails.Empty);
}
