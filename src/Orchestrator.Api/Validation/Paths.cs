namespace Orchestrator.Api.Validation;

/// <summary>Rules of file paths inside volumes.</summary>
internal static class Paths
{
    /// <summary>No part of it may be <c>..</c>.</summary>
    public static void ValidateNoBacksteps(string path, FieldPath field, FieldErrors errors)
    {
        if (HasBacksteps(path))
            errors.Invalid(field, path, "must not contain '..'");
    }

    /// <summary>Relative, and without <c>..</c>.</summary>
    public static void ValidateDescending(string path, FieldPath field, FieldErrors errors)
    {
        if (path.StartsWith('/'))
            errors.Invalid(field, path, "must be a relative path");
        ValidateNoBacksteps(path, field, errors);
    }

    /// <summary>As <see cref="ValidateDescending"/>; names that begin with <c>..</c> are the node's own.</summary>
    public static void ValidateNonReserved(string path, FieldPath field, FieldErrors errors)
    {
        ValidateDescending(path, field, errors);
        if (path.StartsWith("..", StringComparison.Ordinal) && !HasBacksteps(path))
            errors.Invalid(field, path, "must not start with '..'");
    }

    public static bool HasBacksteps(string path)
    {
        foreach (var part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[part] is "..")
                return true;
        }
        return false;
    }
}
