using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.Akka.Remoting;

/// <summary>A <see cref="CallHeader"/> as bytes: the verb, then each field that says something as its tag and value.
/// Pure.</summary>
/// <remarks>Texts and numbers as <see cref="WireWriter"/> has them. Tags are for ever; one that is not known is
/// refused, since what is left out could change what the call means.</remarks>
internal static class CallHeaderCodec
{
    private enum Tag : byte
    {
        UserName = 1,
        UserGroup = 2,
        UserUid = 3,
        UserExtraKey = 4,
        UserExtraValue = 5,
        Group = 6,
        Version = 7,
        Plural = 8,
        Namespace = 9,
        Name = 10,
        Subresource = 11,
        ResourceVersion = 12,
        ResourceVersionMatch = 13,
        LabelSelector = 14,
        FieldSelector = 15,
        Limit = 16,
        Continue = 17,
        AllowBookmarks = 18,
        SendInitialEvents = 19,
        TimeoutTicks = 20,
        DryRun = 21,
        FieldManager = 22,
        FieldValidation = 23,
        PatchType = 24,
        DeleteOptions = 25,
        Leader = 26,
    }

    public static byte[] Write(CallHeader header)
    {
        var to = new WireWriter();
        to.Byte((byte)header.Verb);
        WriteUser(to, header.User);
        Text(to, Tag.Group, header.Group);
        Text(to, Tag.Version, header.Version);
        Text(to, Tag.Plural, header.Plural);
        Text(to, Tag.Namespace, header.Namespace);
        Text(to, Tag.Name, header.Name);
        Text(to, Tag.Subresource, header.Subresource);
        Text(to, Tag.ResourceVersion, header.ResourceVersion);
        Text(to, Tag.ResourceVersionMatch, header.ResourceVersionMatch);
        Text(to, Tag.LabelSelector, header.LabelSelector);
        Text(to, Tag.FieldSelector, header.FieldSelector);
        Number(to, Tag.Limit, header.Limit);
        Text(to, Tag.Continue, header.Continue);
        Flag(to, Tag.AllowBookmarks, header.AllowBookmarks);
        Flag(to, Tag.SendInitialEvents, header.SendInitialEvents);
        Number(to, Tag.TimeoutTicks, header.TimeoutTicks);
        Flag(to, Tag.DryRun, header.DryRun);
        Text(to, Tag.FieldManager, header.FieldManager);
        Text(to, Tag.FieldValidation, header.FieldValidation);
        Text(to, Tag.PatchType, header.PatchType);
        Text(to, Tag.DeleteOptions, header.DeleteOptions);
        Text(to, Tag.Leader, header.Leader);
        return to.ToArray();
    }

    /// <exception cref="FormatException">No header, or one of a newer version.</exception>
    public static CallHeader Read(ReadOnlySpan<byte> bytes)
    {
        var from = new WireReader(bytes);
        var verb = (RemoteVerb)from.Byte();
        if (!Enum.IsDefined(verb))
            throw new FormatException($"the verb {(int)verb} is not known: the peer may be of a newer version");
        var user = new UserReader();
        var header = new CallHeader(verb, UserIdentity.Anonymous);
        while (!from.IsAtEnd)
        {
            var tag = (Tag)from.Byte();
            if (!user.TryRead((byte)tag, ref from))
                header = Field(header, tag, ref from);
        }
        return header with { User = user.ToIdentity() };
    }

    private static CallHeader Field(CallHeader header, Tag tag, ref WireReader from) => tag switch
    {
        Tag.Group => header with { Group = from.Text() },
        Tag.Version => header with { Version = from.Text() },
        Tag.Plural => header with { Plural = from.Text() },
        Tag.Namespace => header with { Namespace = from.Text() },
        Tag.Name => header with { Name = from.Text() },
        Tag.Subresource => header with { Subresource = from.Text() },
        Tag.ResourceVersion => header with { ResourceVersion = from.Text() },
        Tag.ResourceVersionMatch => header with { ResourceVersionMatch = from.Text() },
        Tag.LabelSelector => header with { LabelSelector = from.Text() },
        Tag.FieldSelector => header with { FieldSelector = from.Text() },
        Tag.Limit => header with { Limit = from.Number() },
        Tag.Continue => header with { Continue = from.Text() },
        Tag.AllowBookmarks => header with { AllowBookmarks = true },
        Tag.SendInitialEvents => header with { SendInitialEvents = true },
        Tag.TimeoutTicks => header with { TimeoutTicks = from.Number() },
        Tag.DryRun => header with { DryRun = true },
        Tag.FieldManager => header with { FieldManager = from.Text() },
        Tag.FieldValidation => header with { FieldValidation = from.Text() },
        Tag.PatchType => header with { PatchType = from.Text() },
        Tag.DeleteOptions => header with { DeleteOptions = from.Text() },
        Tag.Leader => header with { Leader = from.Text() },
        _ => throw new FormatException($"the field {(int)tag} is not known: the peer may be of a newer version"),
    };

    private static void WriteUser(WireWriter to, UserIdentity user)
    {
        to.Byte((byte)Tag.UserName);
        to.Text(user.Name);
        foreach (var group in user.Groups)
        {
            to.Byte((byte)Tag.UserGroup);
            to.Text(group);
        }
        if (user.Uid.Length > 0)
            Text(to, Tag.UserUid, user.Uid);
        foreach (var (key, values) in user.Extra)
        {
            to.Byte((byte)Tag.UserExtraKey);
            to.Text(key);
            foreach (var value in values)
            {
                to.Byte((byte)Tag.UserExtraValue);
                to.Text(value);
            }
        }
    }

    // Empty is not the same as none: the namespace "" of a list is no namespace at all.
    private static void Text(WireWriter to, Tag tag, string? value)
    {
        if (value is null)
            return;
        to.Byte((byte)tag);
        to.Text(value);
    }

    private static void Number(WireWriter to, Tag tag, long value)
    {
        if (value == 0)
            return;
        to.Byte((byte)tag);
        to.Number(value);
    }

    private static void Flag(WireWriter to, Tag tag, bool value)
    {
        if (value)
            to.Byte((byte)tag);
    }

    private ref struct UserReader()
    {
        private readonly List<string> _groups = [];
        private readonly List<KeyValuePair<string, List<string>>> _extra = [];
        private string? _name;
        private string _uid = "";

        public bool TryRead(byte tag, ref WireReader from)
        {
            switch ((Tag)tag)
            {
                case Tag.UserName:
                    _name = from.Text();
                    return true;
                case Tag.UserGroup:
                    _groups.Add(from.Text());
                    return true;
                case Tag.UserUid:
                    _uid = from.Text();
                    return true;
                case Tag.UserExtraKey:
                    _extra.Add(new(from.Text(), []));
                    return true;
                case Tag.UserExtraValue when _extra.Count > 0:
                    _extra[^1].Value.Add(from.Text());
                    return true;
                default:
                    return false;
            }
        }

        public readonly UserIdentity ToIdentity() =>
            new(_name ?? throw new FormatException("the call names no user"), _groups.ToValueList())
            {
                Uid = _uid,
                Extra = _extra.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToValueList())).ToValueMap(),
            };
    }
}
