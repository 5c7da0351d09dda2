using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>RFC 7386: null removes, objects merge, all else replaces.</summary>
internal static class MergePatch
{
    /// <summary>Changes <paramref name="target"/> and gives it back.</summary>
    public static DocumentObject Apply(DocumentObject target, DocumentObject patch)
    {
        foreach (var (name, change) in patch.Fields)
        {
            if (change.IsNull)
                target.Fields.Remove(name);
            else if (change is not DocumentObject changes)
                target.Fields[name] = change;
            else
                target.Fields[name] = Apply(target.Find(name) as DocumentObject ?? new(), changes);
        }
        return target;
    }
}
