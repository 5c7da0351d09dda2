using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Where a watch plan puts the keys that an event concerns.</summary>
public interface IKeySink
{
    void Add(ObjectKey key);

    void AddAfter(ObjectKey key, TimeSpan delay);
}
