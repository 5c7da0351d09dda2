using System.Globalization;
using System.Text;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.ApiServer.Http.Kubelets;

/// <summary>PodLogOptions as the query of a kubelet's <c>/containerLogs</c>.</summary>
internal static class KubeletLogQuery
{
    public static string Of(PodLogOptions options)
    {
        var query = new StringBuilder();
        Add("follow", options.Follow ? "true" : null);
        Add("previous", options.Previous ? "true" : null);
        Add("timestamps", options.Timestamps ? "true" : null);
        Add("sinceSeconds", Text(options.SinceSeconds));
        Add("sinceTime", options.SinceTime?.Moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("tailLines", Text(options.TailLines));
        Add("limitBytes", Text(options.LimitBytes));
        return query.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
