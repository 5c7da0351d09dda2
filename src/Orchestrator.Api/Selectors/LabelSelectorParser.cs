using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Selectors;

/// <summary>Reads <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c>.</summary>
/// <remarks>One pass of recursive descent. <c>in</c> and <c>notin</c> are operators only behind a key.</remarks>
internal ref struct LabelSelectorParser
{
    private readonly string _text;
    private int _at;
    private string _token; // empty at the end

    public LabelSelectorParser(string text)
    {
        _text = text;
        _token = "";
        Next();
    }

    public List<LabelRequirement> Parse()
    {
        var requirements = new List<LabelRequirement>();
        while (_token.Length > 0)
        {
            if (!IsWord && _token != "!")
                throw Unexpected("expected: !, identifier, or 'end of string'");
            requirements.Add(ParseRequirement());
            if (_token.Length == 0)
                break;
            if (_token != ",")
                throw Unexpected("expected: ',' or 'end of string'");
            Next();
            if (!IsWord && _token != "!")
                throw Unexpected("expected: identifier after ','");
        }
        return requirements;
    }

    private readonly bool IsWord => _token.Length > 0 && !IsSymbol(_token[0]);

    private LabelRequirement ParseRequirement()
    {
        try
        {
            var absent = _token == "!";
            if (absent)
                Next();
            var key = TakeWord();
            if (Names.QualifiedName(key) is { IsEmpty: false } wrong)
                throw new SelectorException($"Invalid value: {GoText.Quote(key)}: {string.Join("; ", wrong)}");
            if (absent)
                return LabelRequirement.Of(key, LabelOperator.DoesNotExist, []);
            if (_token is "" or ",")
                return LabelRequirement.Of(key, LabelOperator.Exists, []);
            var op = TakeOperator();
            var values = op is LabelOperator.In or LabelOperator.NotIn ? TakeSet() : [TakeValue()];
            return LabelRequirement.Of(key, op, values);
        }
        catch (SelectorException error)
        {
            throw new SelectorException($"unable to parse requirement: {error.Message}");
        }
    }

    private LabelOperator TakeOperator()
    {
        LabelOperator op = _token switch
        {
            "=" or "==" => LabelOperator.Equal,
            "!=" => LabelOperator.NotEqual,
            "in" => LabelOperator.In,
            "notin" => LabelOperator.NotIn,
            ">" => LabelOperator.GreaterThan,
            "<" => LabelOperator.LessThan,
            _ => throw Unexpected("expected: in, notin, =, ==, !=, gt, lt"),
        };
        Next();
        return op;
    }

    // (a,,b) holds the empty value too, and so does ().
    private List<string> TakeSet()
    {
        if (_token != "(")
            throw new SelectorException($"found '{_token}' expected: '('");
        Next();
        var values = new List<string>();
        while (true)
        {
            values.Add(IsWord ? TakeWord() : "");
            if (_token == ")")
                break;
            if (_token != ",")
                throw Unexpected("expected: ',' or ')'");
            Next();
        }
        Next();
        return values;
    }

    private string TakeValue() => _token is "" or "," ? "" : TakeWord();

    private string TakeWord()
    {
        if (!IsWord)
            throw Unexpected("expected: identifier");
        var word = _token;
        Next();
        return word;
    }

    private void Next()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\t' or '\r' or '\n'))
            _at++;
        var start = _at;
        if (_at < _text.Length && IsSymbol(_text[_at]))
            _at += _at + 1 < _text.Length && _text[_at] is ('=' or '!') && _text[_at + 1] == '=' ? 2 : 1;
        else
        {
            while (_at < _text.Length && !IsSymbol(_text[_at]) && _text[_at] is not (' ' or '\t' or '\r' or '\n'))
                _at++;
        }
        _token = _text[start.._at];
    }

    private static bool IsSymbol(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

    private readonly SelectorException Unexpected(string expected) => new($"found '{_token}', {expected}");
}
