using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Deletes all that a list would show, one after the other; answers with what was listed.</summary>
internal sealed class DeleteCollectionVerb(ListVerb list, DeletePath path) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var listed = await list.ListAsync(request, cancellation);
        foreach (var entry in listed.Items)
            await DeleteAsync(request, entry, cancellation);
        return listed;
    }

    private async ValueTask DeleteAsync(ApiRequest request, StoreEntry entry, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var meta = entry.Value.Object.Metadata;
        try
        {
            await path.DeleteAsync(request, meta.Name!, meta.Namespace ?? "", cancellation);
        }
        catch (StatusException gone) when (gone.IsNotFound)
        {
            // Someone else deleted it first, which is what was asked.
        }
    }
}
