namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>A test that needs PostgreSQL's programs and kubectl; skipped with the reason where one is not
/// installed.</summary>
public class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (!Directory.Exists("/usr/lib/postgresql"))
            Skip = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
        else if (Harness.Kubectl.Installed is null)
            Skip = "kubectl is not on PATH";
    }

    /// <summary>Whether the test mounts a file system of its own.</summary>
    public bool NeedsRoot
    {
        get;
        init
        {
            field = value;
            if (value && !Environment.IsPrivilegedProcess)
                Skip ??= "a file system of its own needs root";
        }
    }
}
