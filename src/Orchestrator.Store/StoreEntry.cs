namespace Orchestrator.Store;

/// <summary>One key's value at one revision.</summary>
/// <param name="Key"><c>/registry/&lt;resource&gt;/&lt;namespace&gt;/&lt;name&gt;</c>.</param>
/// <param name="Value">The object, with its canonical bytes.</param>
/// <param name="CreateRevision">The revision that created the key.</param>
/// <param name="ModRevision">The revision of this value: the object's resourceVersion.</param>
public sealed record StoreEntry(string Key, StoredObject Value, long CreateRevision, long ModRevision);
