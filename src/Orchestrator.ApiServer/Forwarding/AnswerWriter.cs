using System.Globalization;
using System.Text;
using Orchestrator.Actors;
using Orchestrator.Api.Json;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Forwarding;

/// <summary>What a result is sent to another control plane as; <see cref="AnswerReader"/> reads it.</summary>
internal static class AnswerWriter
{
    public static (string Form, ReadOnlyMemory<byte> Body) Of(ApiResult result) => result switch
    {
        ObjectResult { Json.IsEmpty: false } stored => (AnswerForm.Stored, stored.Json),
        ObjectResult made => (AnswerForm.Made, JsonCodec.Write(made.Object)),
        DeletedResult { Removed: true } gone => (AnswerForm.Removed, JsonCodec.Write(gone.Object)),
        DeletedResult leaving => (AnswerForm.Leaving, JsonCodec.Write(leaving.Object)),
        StatusResult status => (AnswerForm.Status, JsonCodec.Write(status.Status)),
        // The other has the same objects: it reads them itself.
        ListResult list => (
            AnswerForm.List, Encoding.ASCII.GetBytes(list.Revision.ToString(CultureInfo.InvariantCulture))),
        _ => throw new InvariantException($"a {result.GetType().Name} is not sent to another control plane"),
    };
}
