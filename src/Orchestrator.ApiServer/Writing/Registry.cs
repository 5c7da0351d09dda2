using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Writing;

/// <summary>The store as the verbs see it: by kind and key, its failures as Statuses.</summary>
/// <param name="store">The store.</param>
/// <param name="confirmsLater">Whoever carries writes out asks after them whether this store still leads, where they
/// wrote nothing: until then what it shows is good enough.</param>
internal sealed class Registry(IStore store, bool confirmsLater = false)
{
    /// <summary>The newest snapshot there is, without asking whether another leader exists.</summary>
    public StoreSnapshot Current => store.Current;

    public async ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadAsync(freshness, cancellation);
        }
        catch (StoreUnavailableException gone)
        {
            throw Statuses.ServiceUnavailable(gone.Message);
        }
    }

    /// <summary>What a write is based on: a write based on too old a state fails.</summary>
    public ValueTask<StoreSnapshot> ReadForWriteAsync(CancellationToken cancellation) =>
        confirmsLater ? new(store.Current) : ReadAsync(Freshness.Latest, cancellation);

    public async ValueTask<StoreEntry?> FindAsync(KindDefinition kind, ObjectKey key, CancellationToken cancellation)
    {
        var snapshot = await ReadAsync(Freshness.Latest, cancellation);
        return snapshot.Get(kind.StorageKey(key));
    }

    public async ValueTask<StoreEntry> RequireAsync(
        KindDefinition kind, ObjectKey key, CancellationToken cancellation) =>
        await FindAsync(kind, key, cancellation) ?? throw Statuses.NotFound(kind.Gvk.Group, kind.Plural, key.Name);

    /// <summary>Writes if the revision is as expected. Runs to its end whatever the caller does meanwhile.</summary>
    public async ValueTask<WriteResult> WriteAsync(WriteCommand command)
    {
        try
        {
            return await store.WriteAsync(command);
        }
        catch (StoreFullException full)
        {
            throw Statuses.TooManyRequests(1, full.Message);
        }
        catch (StoreUnavailableException lost) when (lost.MayHaveHappened)
        {
            throw Statuses.Timeout($"{lost.Message}; the write may have happened", retryAfterSeconds: 1);
        }
        catch (StoreUnavailableException lost)
        {
            throw Statuses.ServiceUnavailable(lost.Message);
        }
    }

    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix) =>
        store.ChangesAfter(revision, prefix);
}
