namespace Orchestrator.Controllers.Certificates;

/// <summary>From when to when an issued certificate is valid. Pure.</summary>
/// <remarks>It begins five minutes ago, as clocks differ. With a lifetime of eight hours or more those minutes are
/// taken off its end; a shorter one is not shortened.</remarks>
public readonly record struct Validity(DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortLife = TimeSpan.FromHours(8);
    private static readonly TimeSpan LifeMin = TimeSpan.FromMinutes(10);

    /// <param name="asked">Seconds, from the request; null: the longest there is.</param>
    public static Validity Of(DateTimeOffset now, int? asked, TimeSpan longest)
    {
        var life = asked is { } seconds ? TimeSpan.FromSeconds(seconds) : longest;
        if (life < LifeMin)
            life = LifeMin;
        if (life > longest)
            life = longest;
        return new(now - Backdate, life < ShortLife ? now + life : now + life - Backdate);
    }
}
