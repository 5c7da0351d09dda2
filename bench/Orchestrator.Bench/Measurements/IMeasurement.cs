using Orchestrator.Bench.Report;

namespace Orchestrator.Bench.Measurements;

/// <summary>Measures one run of something and adds its figures.</summary>
public interface IMeasurement
{
    /// <summary>As <c>--only</c> takes it.</summary>
    string Name { get; }

    /// <exception cref="InvalidOperationException">What was measured failed: figures of failures are not
    /// written.</exception>
    Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation);
}
